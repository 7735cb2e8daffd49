package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.testkit.ChildJvm;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads share one client, in a JVM of their own, which is left with no thread and ends. */
class GearmanThreadsTest {

  @Test
  void threadsShareAClient() {
    share(5_000);
  }

  @Test
  @Tag("long")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void threadsShareAClientForManyTasks() {
    share(100_000);
  }

  /** Without what a later JVM says of libraries. */
  private static List<String> said(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
  }

  private static void share(int tasks) {
    try (GearmanServer server = GearmanServer.running();
        Room room = Rooms.at("foreground", server.port())) {
      room.worker().handle("echo", task -> task.payload(Integer.class)).start();
      try (ChildJvm threads = new ChildJvm(ThreadsMain.class, room.config(), "" + tasks).await()) {
        boolean hasEnded = Until.within(Duration.ofMinutes(5), () -> !threads.isAlive());
        threads.kill(); // So that all it wrote is read.
        assertEquals(List.of(tasks + " of " + tasks, "threads left: []"), said(threads.lines()));
        assertTrue(hasEnded, "the JVM ends by itself");
      }
    }
  }
}
