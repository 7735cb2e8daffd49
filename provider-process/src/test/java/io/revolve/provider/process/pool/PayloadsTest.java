package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.protocol.Prefix;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads of all sizes come back byte for byte, in every protocol, relay and language. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@ParameterizedClass
@MethodSource("all")
@Tag("once")
class PayloadsTest {
  private static final int LIMIT = 80 << 20;

  private final Spoken spoken;
  private final RelayKind relay;

  PayloadsTest(Spoken spoken, RelayKind relay) {
    this.spoken = spoken;
    this.relay = relay;
  }

  enum Spoken {
    GORIDGE,
    PREFIX_17,
    PREFIX_9,
    PHP,
    PYTHON,
    JAVASCRIPT;

    Protocol protocol() {
      return switch (this) {
        case PREFIX_17 -> Prefix.of17(LIMIT);
        case PREFIX_9 -> Prefix.of9(LIMIT);
        default -> new Goridge(LIMIT);
      };
    }

    List<String> command() {
      String folder = "src/test/resources/";
      return switch (this) {
        case GORIDGE -> List.of("php", "-d", "memory_limit=1G", folder + "echo.php");
        case PREFIX_17 -> List.of("php", "-d", "memory_limit=1G", folder + "prefix.php", "17");
        case PREFIX_9 -> List.of("php", "-d", "memory_limit=1G", folder + "prefix.php", "9");
        case PHP -> List.of("php", "-d", "memory_limit=1G", folder + "tasks.php");
        case PYTHON -> List.of("python3", folder + "tasks.py");
        case JAVASCRIPT -> List.of("node", folder + "tasks.js");
      };
    }
  }

  static List<Object[]> all() {
    return List.of(Spoken.values()).stream()
        .flatMap(
            spoken ->
                List.of(RelayKind.values()).stream().map(relay -> new Object[] {spoken, relay}))
        .toList();
  }

  private Pool open() throws InterruptedException {
    return Pool.open(
        PoolSettings.of(spoken.command(), spoken.protocol(), 1)
            .withRelay(relay)
            .withTimeouts(
                new PoolSettings.Timeouts(
                    Duration.ofSeconds(20), Duration.ofSeconds(100), Duration.ofSeconds(5))));
  }

  private void check(Pool pool, int length) throws InterruptedException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String context = "{\"id\":\"1\",\"job\":\"bytes\",\"type\":\"bytes\"}";
    byte[] about = context.getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(bytes, pool.call(new Payload(about, bytes)).body(), "length " + length);
  }

  @Test
  void bytesComeBackAsTheyWere() throws Exception {
    try (Pool pool = open()) {
      for (int length : new int[] {0, 1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20}) {
        check(pool, length);
      }
    }
  }

  @Test
  @Tag("long")
  void manyBytesComeBackAsTheyWere() throws Exception {
    try (Pool pool = open()) {
      check(pool, 64 << 20);
    }
  }
}
