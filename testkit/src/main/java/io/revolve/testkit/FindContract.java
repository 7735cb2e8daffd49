package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.ResultExpiredException;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.TaskState;
import io.revolve.api.TaskStatus;
import io.revolve.spi.Capability;
import io.revolve.spi.Letter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Rules R4.10 to R4.16: tasks are found by id, and their results and messages for a while. */
public abstract class FindContract extends Contract {

  @Test
  void r4_10_anotherClientFindsATaskAndHearsItFromTheStart() {
    if (!finds()) {
      return;
    }
    Gate gate = new Gate();
    room.worker()
        .handle(
            "found",
            task -> {
              task.write("said", "before");
              gate.pass();
              task.write("said", "after");
              return "result";
            })
        .start();
    Client first = room.client();
    Task task = room.task("found");
    Heard heard = Heard.of(task, "said");
    first.handle(task);
    Room.read(first, "it says something", () -> heard.texts("said").size() == 1);
    Client second = room.client();
    Task found = second.find(task.id()).orElseThrow();
    assertEquals(task.id(), found.id());
    assertEquals("found", found.name());
    Heard other = Heard.of(found, "said");
    gate.open();
    Room.read(first, "the first client hears the end", heard::hasEnded);
    Room.read(second, "the second client hears the end", other::hasEnded);
    assertEquals("result", found.result(String.class));
    if (room.has(Capability.REPLAY)) {
      assertEquals(List.of("started", "said", "said", "completed"), other.events());
    }
    assertEquals(List.of("started", "said", "said", "completed"), heard.events());
  }

  @Test
  void r4_11_clientThatComesBackFindsWhatItMissed() {
    if (!finds()) {
      return;
    }
    Gate gate = new Gate();
    room.worker()
        .handle(
            "return",
            task -> {
              task.write("said", "one");
              gate.pass();
              task.write("said", "two");
              return "result";
            })
        .start();
    Client first = room.client("id", "returning");
    Task task = room.task("return");
    Heard heard = Heard.of(task, "said");
    first.handle(task);
    Room.read(first, "it says something", () -> heard.texts("said").size() == 1);
    first.close();
    gate.open();
    Client second = room.client("id", "returning");
    Task found = second.find(task.id()).orElseThrow();
    Heard again = Heard.of(found, "said");
    Room.read(second, "it hears the end", again::hasEnded);
    assertEquals("result", found.result(String.class));
    assertEquals(List.of("completed"), again.endings());
    if (room.has(Capability.REPLAY)) {
      assertEquals(List.of("one", "two"), again.texts("said"));
    }
  }

  @Test
  void r4_12_resultIsHadByIdAfterTheEnd() {
    if (!finds()) {
      return;
    }
    room.worker()
        .handle("well", task -> List.of(1, 2))
        .handle(
            "ill",
            task -> {
              throw new IllegalStateException("ill");
            })
        .start();
    Client first = room.client();
    Task well = room.task("well");
    Task ill = room.task("ill");
    run(first, well);
    run(first, ill);
    first.close();
    Client second = room.client();
    Task found = second.find(well.id()).orElseThrow();
    assertEquals(TaskState.COMPLETED, found.state());
    assertEquals(List.of(1, 2), found.result(List.class));
    Task failed = second.find(ill.id()).orElseThrow();
    assertEquals(TaskState.FAILED, failed.state());
    assertThrows(RuntimeException.class, () -> failed.result(String.class));
  }

  @Test
  void r4_13_resultIsForgottenAfterItsTime() {
    if (!finds()) {
      return;
    }
    room.worker().handle("brief", task -> "gone soon").start();
    Client client = room.client("reconcile", "PT0.2S");
    Task task = room.task("brief", "keep", "PT0.3S");
    client.handle(task);
    Client other = room.client();
    Until.holds("the outcome is forgotten", () -> other.status(task.id()).isEmpty());
    assertTrue(other.find(task.id()).isEmpty());
    Room.read(client, "the end is heard", () -> client.hasCompleted(task));
  }

  @Test
  void r4_14_resultThatExpiredUnheardFailsTheFuture() throws Exception {
    if (!finds()) {
      return;
    }
    Room deaf =
        room.through(
            Links.messages(
                link ->
                    new PassingMessages(link) {
                      @Override
                      public void append(List<Letter> letters) {
                        // Everything that the worker says is lost on the way.
                      }
                    }));
    deaf.worker().handle("unheard", task -> "nobody knows").start();
    Client client = room.client("reconcile", "PT1S");
    Task task = room.task("unheard", "keep", "PT0.1S");
    CompletableFuture<String> future = client.submit(task, String.class);
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> future.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof ResultExpiredException, String.valueOf(failure));
  }

  @Test
  void r4_15_statusFollowsTheTask() {
    if (!finds()) {
      return;
    }
    Client client = room.client();
    Task task = room.task("status", "queue", "followed");
    assertTrue(client.status(task.id()).isEmpty());
    client.handle(task);
    TaskStatus queued = client.status(task.id()).orElseThrow();
    assertEquals(TaskState.QUEUED, queued.state());
    assertEquals("followed", queued.queue());
    assertEquals("status", queued.name());
    assertEquals(0, queued.attempt());
    assertNull(queued.worker());
    Gate gate = new Gate();
    String worker =
        room.worker("queues", List.of("followed"))
            .handle(
                "status",
                running -> {
                  gate.pass();
                  return null;
                })
            .start()
            .id();
    BooleanSupplier runs =
        () -> client.status(task.id()).orElseThrow().state() == TaskState.RUNNING;
    Until.holds("it runs", runs);
    TaskStatus running = client.status(task.id()).orElseThrow();
    assertEquals(worker, running.worker());
    assertEquals(1, running.attempt());
    gate.open();
    Room.read(client, "it ends", () -> client.hasCompleted(task));
    TaskStatus ended = client.status(task.id()).orElseThrow();
    assertEquals(TaskState.COMPLETED, ended.state());
    assertTrue(ended.endedAt() != null);
    assertTrue(client.tasks(10).stream().anyMatch(each -> each.id().equals(task.id())));
    assertFalse(client.find("no-such-task").isPresent());
  }

  @Test
  void r4_16_futureCompletesWithoutRead() throws Exception {
    room.worker()
        .handle("future", task -> number(task) * 2)
        .handle(
            "ill",
            task -> {
              throw new IllegalStateException("ill");
            })
        .start();
    Client client = room.client();
    CompletableFuture<Integer> doubled =
        client.submit(room.task("future", "payload", 21), Integer.class);
    assertEquals(42, doubled.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS));
    CompletableFuture<Integer> ill = client.submit(room.task("ill"), Integer.class);
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> ill.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof TaskFailedException, String.valueOf(failure));
  }
}
