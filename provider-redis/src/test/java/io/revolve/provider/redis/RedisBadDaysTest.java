package io.revolve.provider.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.PayloadException;
import io.revolve.api.ResultExpiredException;
import io.revolve.api.Task;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Gate;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that is away, dies, forgets, is full or may not write. Each test has its own. */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class RedisBadDaysTest {

  @TempDir Path folder;

  @Test
  void serverThatComesLaterIsFound() {
    try (RedisServer server = RedisServer.absent(folder.resolve("data"));
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT1S");
      room.worker().handle("say", task -> "done").start();
      Task task = room.task("say");
      long begin = System.nanoTime();
      assertThrows(EngineException.class, () -> client.handle(task));
      assertInTime(begin, Duration.ofSeconds(5));
      server.start();
      assertEquals(List.of("completed"), Rooms.run(client, task).endings());
    }
  }

  @Test
  void killedServerWithItsDataLosesNothingAccepted() throws Exception {
    try (RedisServer server = new RedisServer(folder.resolve("data"), "--appendfsync", "always");
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT20S");
      room.worker("lease", "PT1S")
          .handle(
              "say",
              task -> {
                task.write("said", task.payload(Integer.class));
                return task.payload(Integer.class);
              })
          .start();
      List<Heard> all = new ArrayList<>();
      CompletableFuture<Void> killing = null;
      for (int i = 0; i < 400; i++) {
        Task task = room.task("say", "payload", i, "attempts", 5);
        all.add(Heard.of(task, "said"));
        client.handle(task);
        client.read();
        if (i == 200) {
          killing =
              CompletableFuture.runAsync(
                  () -> {
                    server.kill();
                    server.start();
                  });
        }
      }
      killing.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
      Room.read(client, "all tasks end", () -> all.stream().allMatch(Heard::hasEnded));
      for (int i = 0; i < all.size(); i++) {
        assertEquals(List.of("completed"), all.get(i).endings(), "task " + i);
        assertTrue(
            all.get(i).texts("said").contains(Integer.toString(i)),
            "events of " + i + ": " + all.get(i).events());
        assertEquals(List.of(), all.get(i).messages("revolve:gap"), "task " + i);
      }
    }
  }

  @Test
  void serverThatForgotEverythingIsWorkedWith() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT10S", "reconcile", "PT1S");
      Gate started = new Gate();
      Gate cancelled = new Gate();
      room.worker("lease", "PT1S")
          .handle(
              "say",
              task -> {
                task.write("said", "something");
                return "done";
              })
          .handle(
              "hold",
              task -> {
                started.open();
                Until.holds("the lost lease is noticed", task::isCancelled);
                cancelled.open();
                return null;
              })
          .start();
      assertEquals(List.of("completed"), Rooms.run(client, room.task("say")).endings());
      Task waiting = room.task("say", "queue", "nobody-reads");
      Task held = room.task("hold");
      Heard lost = Heard.of(waiting);
      Heard lostToo = Heard.of(held);
      client.handle(waiting);
      client.handle(held);
      started.passDeaf();
      server.kill();
      server.startEmpty();
      for (int i = 0; i < 20; i++) {
        Heard heard = Rooms.run(client, room.task("say"), "said");
        assertEquals(List.of("completed"), heard.endings());
        assertEquals(List.of("something"), heard.texts("said"));
      }
      Room.read(client, "the loss is told", () -> lost.hasEnded() && lostToo.hasEnded());
      assertEquals(List.of("failed"), lost.endings());
      assertEquals(List.of("failed"), lostToo.endings());
      assertThrows(ResultExpiredException.class, () -> waiting.result(Object.class));
      cancelled.passDeaf();
    }
  }

  @Test
  void flushedScriptsAreLoadedAgain() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT1S");
      room.worker().handle("say", task -> "done").start();
      for (int i = 0; i < 20; i++) {
        assertEquals("+OK", server.ask("SCRIPT FLUSH").trim());
        assertEquals(List.of("completed"), Rooms.run(client, room.task("say")).endings());
      }
    }
  }

  @Test
  void fullServerSaysSoAndFinishesWhatItAccepted() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT1S");
      Gate gate = new Gate();
      room.worker()
          .handle(
              "say",
              task -> {
                gate.pass();
                task.write("said", "through");
                return "done";
              })
          .start();
      List<Heard> accepted = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Task task = room.task("say", "delay", i % 5 == 0 ? "PT1S" : "PT0S");
        accepted.add(Heard.of(task, "said"));
        client.handle(task);
      }
      // Not only what is loaded already must run when memory is full.
      assertEquals("+OK", server.ask("SCRIPT FLUSH").trim());
      assertEquals("+OK", server.ask("CONFIG SET maxmemory 100kb").trim());
      Task refused = room.task("say");
      EngineException error = assertThrows(EngineException.class, () -> client.handle(refused));
      assertTrue(
          String.valueOf(error.getMessage()).contains("has no memory left"), error::toString);
      gate.open();
      Room.read(client, "all accepted end", () -> accepted.stream().allMatch(Heard::hasEnded));
      for (Heard each : accepted) {
        assertEquals(List.of("completed"), each.endings());
        assertEquals(List.of("through"), each.texts("said"));
      }
      assertEquals("+OK", server.ask("CONFIG SET maxmemory 0").trim());
      assertEquals(List.of("completed"), Rooms.run(client, refused).endings());
    }
  }

  @Test
  void serverFilledByItsTasksIsEmptiedByAWorkerThatComesThen() {
    try (RedisServer server = new RedisServer(folder.resolve("data"), "--maxmemory", "6mb");
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT1S");
      List<Heard> accepted = new ArrayList<>();
      EngineException full = null;
      while (full == null && accepted.size() < 2_000) {
        Task task = room.task("size", "payload", new byte[20_000]);
        Heard heard = Heard.of(task, "said");
        try {
          client.handle(task);
          accepted.add(heard);
        } catch (EngineException e) {
          full = e;
        }
      }
      assertTrue(
          full != null && String.valueOf(full.getMessage()).contains("has no memory left"),
          "refused after " + accepted.size() + ": " + full);
      room.worker()
          .handle(
              "size",
              task -> {
                task.write("said", "through");
                return "done";
              })
          .start();
      Room.read(client, "all accepted end", () -> accepted.stream().allMatch(Heard::hasEnded));
      for (Heard each : accepted) {
        assertEquals(List.of("started", "said", "completed"), each.events());
      }
      assertEquals(List.of("completed"), Rooms.run(client, room.task("size")).endings());
    }
  }

  @Test
  void serverThatMayNotWriteForAWhileIsWaitedFor() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT1S");
      Gate gate = new Gate();
      Gate started = new Gate();
      room.worker()
          .handle("say", task -> "done")
          .handle(
              "hold",
              task -> {
                started.open();
                gate.pass();
                return "held";
              })
          .start();
      Task running = room.task("hold");
      Heard heard = Heard.of(running);
      client.handle(running);
      started.passDeaf();
      // The port of nobody: it stays a replica that hears nothing from its master.
      assertEquals("+OK", server.ask("REPLICAOF 127.0.0.1 1").trim());
      Task refused = room.task("say");
      EngineException error = assertThrows(EngineException.class, () -> client.handle(refused));
      assertTrue(String.valueOf(error.getMessage()).contains("READONLY"), error::toString);
      gate.open();
      assertEquals("+OK", server.ask("REPLICAOF NO ONE").trim());
      assertEquals(List.of("completed"), Rooms.run(client, refused).endings());
      Room.read(client, "what ran meanwhile ends", heard::hasEnded);
      assertEquals(List.of("completed"), heard.endings());
    }
  }

  @Test
  void largePayloadPassesAndTooLargeOneIsRefused() {
    try (RedisServer server = new RedisServer(folder.resolve("data"));
        Room room = Rooms.at(server.port(), "timeout", "PT10S")) {
      Client client = room.client();
      room.worker().handle("size", task -> task.payload(byte[].class)).start();
      byte[] large = new byte[1 << 20];
      large[77] = 7;
      Task task = room.task("size", "payload", large);
      assertEquals(List.of("completed"), Rooms.run(client, task).endings());
      byte[] result = task.result(byte[].class);
      assertTrue(result != null && result.length == large.length && result[77] == 7, "as it was");
      Task huge = room.task("size", "payload", new byte[64 << 20]);
      PayloadException error = assertThrows(PayloadException.class, () -> client.handle(huge));
      assertTrue(String.valueOf(error.getMessage()).contains("16,777,216"), error::toString);
    }
  }

  private static void assertInTime(long begin, Duration bound) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(bound) < 0, "within its timeout: " + took);
  }
}
