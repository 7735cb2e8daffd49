package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.testkit.RunTasks;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Payloads of all sizes come back byte for byte from callbacks in other JVMs, over every relay. The
 * other languages are called by a bare pool in {@code PayloadsTest}; a callback needs a task.
 */
@Timeout(120)
@Tag("once")
class JavaPayloadsTest {
  private static final int[] SIZES = {0, 1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20};

  @ParameterizedTest
  @ValueSource(strings = {"pipes", "unix", "tcp"})
  void bytesComeBackAsTheyWere(String relay) {
    check(relay, SIZES);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"pipes", "unix", "tcp"})
  void manyBytesComeBackAsTheyWere(String relay) {
    check(relay, 64 << 20);
  }

  private static void check(String relay, int... sizes) {
    Map<String, Object> process =
        Map.of("command", "java", "relay", relay, "workers", 1, "start-timeout", "PT60S");
    try (Make make = new Make();
        Client client =
            make.client(
                Map.of(
                    "provider",
                    "process",
                    "process",
                    process,
                    "handlers",
                    Map.of("echo", RunTasks.Echo.class.getName())))) {
      for (int size : sizes) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Task task = make.task(Map.of("name", "echo", "payload", bytes));
        assertArrayEquals(
            bytes, client.submit(task, byte[].class).join(), size + " bytes over " + relay);
      }
    }
  }
}
