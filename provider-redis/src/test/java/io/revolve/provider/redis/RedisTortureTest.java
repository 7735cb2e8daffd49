package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.testkit.Room;
import io.revolve.testkit.torture.Plan;
import io.revolve.testkit.torture.Report;
import io.revolve.testkit.torture.Torture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Workers and the server are killed at random while clients watch; {@code -Dtorture.seed} gives the
 * seed that a run has printed.
 */
@Tag("once")
@Isolated("has JVMs of its own, which need the machine")
class RedisTortureTest {

  @TempDir Path folder;

  @Test
  void killedWorkersAndServerLoseNothing() {
    torture(
        new Plan(
            2,
            1,
            1_500,
            Duration.ofSeconds(8),
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(3),
            Plan.givenSeed()));
  }

  @Test
  @Tag("long")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void killedWorkersAndServerLoseNothingForTwoMinutes() {
    torture(
        new Plan(
            4,
            2,
            50_000,
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            2,
            Duration.ofSeconds(5),
            Plan.givenSeed()));
  }

  private void torture(Plan plan) {
    Path data = folder.resolve("data");
    try (RedisServer server = new RedisServer(data, "--appendfsync", "always");
        Room room = Rooms.at(server.port())) {
      Runnable crash =
          () -> {
            server.kill();
            server.start();
          };
      Report report = new Torture(room, plan, folder.resolve("witnesses"), crash).run();
      System.out.println(report);
      assertEquals(List.of(), report.faults(), report::toString);
    }
  }
}
