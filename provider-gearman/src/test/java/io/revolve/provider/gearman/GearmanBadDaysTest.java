package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Gate;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Proxy;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that is absent, stopped, or back without what it had. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class GearmanBadDaysTest {

  @Test
  void anAbsentServerIsSaidInTimeAndUsedWhenItComes() {
    try (GearmanServer server = GearmanServer.absent();
        Room room = Rooms.at(server.port())) {
      Worker worker = room.worker().handle("any", task -> "done").start();
      Client client = room.client("timeout", "PT1S");
      Task task = room.task("any");
      long begin = System.nanoTime();
      EngineException error = assertThrows(EngineException.class, () -> client.handle(task));
      assertTrue(since(begin).toMillis() < 3000, "within its timeouts: " + since(begin));
      String said = String.valueOf(error.getMessage());
      assertTrue(said.contains("127.0.0.1:" + server.port() + ": Connection refused"), said);
      assertFalse(worker.health().green());
      server.start();
      begin = System.nanoTime();
      assertEquals(List.of("completed"), Rooms.run(client, task).endings());
      assertTrue(since(begin).toSeconds() < 5, "within seconds: " + since(begin));
      Until.holds("both are green", () -> client.health().green() && worker.health().green());
    }
  }

  @Test
  void aServerThatIsStoppedForAMomentHasLostNothing() throws Exception {
    stopped("background", Duration.ofMillis(500));
    stopped("foreground", Duration.ofMillis(500));
  }

  @Test
  void aServerThatIsStoppedForLongIsGivenUpAndUsedWhenItIsBack() throws Exception {
    stopped("background", Duration.ofSeconds(5));
    stopped("foreground", Duration.ofSeconds(5));
  }

  /** Each task ends once; those that ran while connections were given up may have run twice. */
  private static void stopped(String mode, Duration time) throws Exception {
    try (GearmanServer server = GearmanServer.running();
        Room room = Rooms.at(mode, server.port())) {
      Gate gate = new Gate();
      AtomicInteger started = new AtomicInteger();
      room.worker("concurrency", 2)
          .handle(
              "hold",
              task -> {
                started.incrementAndGet();
                gate.pass();
                return task.payload(Integer.class);
              })
          .start();
      Client client = room.client();
      List<Task> tasks =
          IntStream.range(0, 20).mapToObj(i -> room.task("hold", "payload", i)).toList();
      List<Heard> heard = tasks.stream().map(task -> Heard.of(task)).toList();
      client.handleAll(tasks);
      Until.holds("two run", () -> started.get() == 2);
      server.signal("STOP");
      gate.open();
      Until.passes(time);
      server.signal("CONT");
      Room.read(client, "all end", () -> heard.stream().allMatch(Heard::hasEnded));
      for (int i = 0; i < tasks.size(); i++) {
        assertEquals(List.of("completed"), heard.get(i).endings());
        assertEquals(List.of(Integer.toString(i)), heard.get(i).texts("completed"));
      }
    }
  }

  @Test
  void foregroundJobsAreSubmittedAgainToAServerThatHasForgottenThem() {
    try (GearmanServer server = GearmanServer.running();
        Room room = Rooms.at("foreground", server.port())) {
      Client client = room.client();
      List<Task> tasks = IntStream.range(0, 200).mapToObj(i -> room.task("any")).toList();
      List<Heard> heard = tasks.stream().map(task -> Heard.of(task)).toList();
      client.handleAll(tasks);
      server.kill();
      server.start();
      room.worker().handle("any", task -> "done").start();
      Room.read(client, "all end", () -> heard.stream().allMatch(Heard::hasEnded));
      heard.forEach(each -> assertEquals(List.of("completed"), each.endings()));
    }
  }

  @Test
  void foregroundJobsThatWaitSurviveTheLossOfTheirConnection() throws Exception {
    try (GearmanServer server = GearmanServer.running();
        Proxy proxy = new Proxy(server.port());
        Room room = Rooms.at("foreground", proxy.port())) {
      Client client = room.client();
      List<Task> tasks = IntStream.range(0, 20).mapToObj(i -> room.task("any")).toList();
      List<Heard> heard = tasks.stream().map(task -> Heard.of(task)).toList();
      client.handleAll(tasks);
      for (int losses = 1; losses <= 3; losses++) {
        proxy.hangUp();
        // The server keeps those of the lost connection until their turn comes, to drop them then.
        String twenty = "\t" + 20 * (losses + 1) + "\t0\t0\n";
        Until.holds("they are there again", () -> server.ask("status").contains(twenty));
      }
      AtomicInteger runs = new AtomicInteger();
      room.worker().handle("any", task -> runs.incrementAndGet()).start();
      Room.read(client, "all end", () -> heard.stream().allMatch(Heard::hasEnded));
      heard.forEach(each -> assertEquals(List.of("completed"), each.endings()));
      assertEquals(20, runs.get());
    }
  }

  @Test
  void aServerThatHasForgottenItsBackgroundJobsTakesNewOnes() {
    try (GearmanServer server = GearmanServer.running();
        Room room = Rooms.at(server.port())) {
      AtomicInteger runs = new AtomicInteger();
      Client client = room.client();
      client.handle(room.task("any"));
      server.kill();
      server.start();
      room.worker().handle("any", task -> runs.incrementAndGet()).start();
      assertEquals(List.of("completed"), Rooms.run(client, room.task("any")).endings());
      assertEquals(1, runs.get(), "what was in its memory is gone");
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
