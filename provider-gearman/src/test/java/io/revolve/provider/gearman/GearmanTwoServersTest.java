package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * Two servers, one of which is killed and started again, again and again, under load. {@code
 * -Dservers.seed} gives the seed that a run has printed.
 */
@Tag("once")
@Isolated("measures how soon jobs are taken again")
class GearmanTwoServersTest {
  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void backgroundTasksSurviveTheKillsOfServersWithFiles() {
    background(SHORT);
  }

  @Test
  void foregroundTasksSurviveTheKillsOfServersWithNone() {
    foreground(SHORT);
  }

  @Test
  @Tag("long")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void backgroundTasksSurviveTheKillsOfServersWithFilesForAMinute() {
    background(LONG);
  }

  @Test
  @Tag("long")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void foregroundTasksSurviveTheKillsOfServersWithNoneForAMinute() {
    foreground(LONG);
  }

  private void background(Duration time) {
    try (GearmanServer one = GearmanServer.durable(folder, "one");
        GearmanServer two = GearmanServer.durable(folder, "two")) {
      check(new Killing("background", List.of(one, two)).run(time));
    }
  }

  private static void foreground(Duration time) {
    try (GearmanServer one = GearmanServer.running();
        GearmanServer two = GearmanServer.running()) {
      check(new Killing("foreground", List.of(one, two)).run(time));
    }
  }

  private static void check(Killing.Report report) {
    System.out.println(report);
    assertEquals(List.of(), report.faults(), report::toString);
    assertTrue(report.kills() >= 3, report::toString);
    assertTrue(report.slowest().toMillis() < 5000, report::toString);
  }
}
