package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls of which some end their process in every way that there is, and processes that are killed
 * besides: each call has its own answer or the right error, and nothing is left behind.
 */
@Timeout(600)
@Tag("once")
@Isolated("it counts this JVM's processes and descriptors")
class PoolTortureTest {
  private static final List<String> FAULTS =
      List.of("exit 1", "print oh", "cut", "inside", "memory", "hang", "die", "stop");

  private final Random random = new Random(20_261_121);

  /** How many calls may have been lost that did no harm themselves. */
  private int innocent;

  private int lost;

  private record Asked(String text, CompletableFuture<Payload> answer) {}

  @ParameterizedTest
  @EnumSource(RelayKind.class)
  void nothingIsMixedUpAndNothingIsLeft(RelayKind relay) throws Exception {
    torture(relay, 1_000);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(RelayKind.class)
  void nothingIsMixedUpAndNothingIsLeftAfterTenThousand(RelayKind relay) throws Exception {
    torture(relay, 10_000);
  }

  private void torture(RelayKind relay, int calls) throws Exception {
    long before = descriptors();
    Pool pool = Pool.open(settings(relay));
    try {
      List<Asked> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        String text = random.nextInt(25) == 0 ? fault() : usual(i);
        all.add(new Asked(text, pool.submit(Payload.of(text))));
        if (random.nextInt(100) == 0) {
          killOne(pool);
        }
        if (i % 50 == 49) {
          check(all);
        }
      }
      check(all);
      Until.holds("the pool is back at its size", () -> pool.workers().size() == 4);
    } finally {
      pool.close();
    }
    assertTrue(lost <= innocent, lost + " lost, " + innocent + " processes killed under them");
    assertEquals(0, ProcessHandle.current().children().filter(this::isWorker).count());
    Until.holds("all descriptors are closed", () -> descriptors() <= before + 10);
  }

  private PoolSettings settings(RelayKind relay) {
    List<String> command = List.of("php", "src/test/resources/echo.php");
    return PoolSettings.of(command, new Goridge(1 << 20), 4)
        .withRelay(relay)
        .withWaiting(10_000)
        .withLimits(new PoolSettings.Limits(50, Duration.ZERO, Duration.ZERO, 0))
        .withTimeouts(
            new PoolSettings.Timeouts(
                Duration.ofSeconds(20), Duration.ofMillis(400), Duration.ofSeconds(5)));
  }

  private String fault() {
    String fault = FAULTS.get(random.nextInt(FAULTS.size()));
    // What is printed into an answer may be seen after it, and then it falls back on the next call.
    innocent += fault.equals("inside") ? 1 : 0;
    return fault;
  }

  private String usual(int i) {
    return switch (random.nextInt(10)) {
      case 0 -> "error " + i;
      case 1 -> "sleep " + random.nextInt(10);
      case 2 -> "call " + i + "x".repeat(random.nextInt(70_000));
      default -> "call " + i;
    };
  }

  private void killOne(Pool pool) {
    List<WorkerStatus> workers = pool.workers();
    if (!workers.isEmpty()) {
      long pid = workers.get(random.nextInt(workers.size())).pid();
      innocent++;
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void check(List<Asked> all) throws Exception {
    for (Asked asked : all) {
      String text = asked.text();
      try {
        String answer = asked.answer().get(60, TimeUnit.SECONDS).text();
        assertTrue(!FAULTS.contains(text) || text.equals("inside"), () -> text + ": " + answer);
        if (!text.equals("inside")) {
          assertEquals(text, answer);
        }
      } catch (ExecutionException e) {
        if (text.startsWith("error") && e.getCause() instanceof PoolException.JobFailed failed) {
          assertEquals(text, "error " + failed.getMessage());
        } else {
          assertInstanceOf(PoolException.WorkerLost.class, e.getCause(), text);
          // A machine that stands still makes any call too long.
          boolean wasStopped = String.valueOf(e.getMessage()).contains("took longer");
          lost += FAULTS.contains(text) || wasStopped ? 0 : 1;
        }
      }
    }
    all.clear();
  }

  private boolean isWorker(ProcessHandle process) {
    return process.isAlive()
        && process.info().commandLine().filter(line -> line.contains("echo.php")).isPresent();
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      return 0; // Not on this system.
    }
  }
}
