package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules R3.1 to R3.8: a task is cancelled in each of its states, from anywhere. */
public abstract class CancelContract extends Contract {

  private void neverRuns(Client client, Task task, String name) {
    AtomicInteger runs = new AtomicInteger();
    Heard heard = Heard.of(task);
    assertTrue(task.cancel());
    room.worker().handle(name, running -> runs.incrementAndGet()).start();
    Room.read(client, "cancelled is heard", heard::hasEnded);
    run(client, room.task(name));
    assertEquals(1, runs.get(), "only the other task runs");
    assertEquals(List.of("cancelled"), heard.events());
    assertEquals(TaskState.CANCELLED, task.state());
    assertFalse(task.cancel(), "it has ended");
    assertThrows(CancellationException.class, () -> task.result(String.class));
  }

  @Test
  void r3_1_waitingTaskNeverRuns() {
    if (!cancels()) {
      return;
    }
    Client client = room.client();
    Task task = room.task("wait");
    client.handle(task);
    neverRuns(client, task, "wait");
  }

  @Test
  void r3_2_delayedTaskNeverRuns() {
    if (!cancels() || !delays()) {
      return;
    }
    Client client = room.client();
    Task task = room.task("delayed", "delay", "PT1S");
    client.handle(task);
    neverRuns(client, task, "delayed");
  }

  @Test
  void r3_3_taskBetweenAttemptsIsNotTriedAgain() {
    if (!cancels()) {
      return;
    }
    AtomicInteger runs = new AtomicInteger();
    room.worker()
        .handle(
            "retry",
            task -> {
              runs.incrementAndGet();
              throw new IllegalStateException("again");
            })
        .start();
    Client client = room.client();
    Task task = room.task("retry", "attempts", 5, "backoff", "PT1S");
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "it waits for its retry", () -> heard.events().contains("retrying"));
    assertTrue(task.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    Until.passes(Duration.ofMillis(1_700));
    client.read();
    assertEquals(List.of("started", "retrying", "cancelled"), heard.events());
    assertEquals(1, runs.get());
  }

  @Test
  void r3_4_runningTaskSeesItAndThenIsInterrupted() {
    if (!cancels()) {
      return;
    }
    Queue<String> order = new ConcurrentLinkedQueue<>();
    room.worker("grace", "PT0.3S")
        .handle(
            "run",
            task -> {
              Until.within(Until.BOUND, task::isCancelled);
              order.add("seen");
              order.add(Until.passes(Until.BOUND) ? "not interrupted" : "interrupted");
              task.throwIfCancelled();
              return "not cancelled";
            })
        .start();
    Client client = room.client();
    Task task = room.task("run", "attempts", 3);
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "it starts", () -> heard.events().contains("started"));
    assertTrue(task.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("seen", "interrupted"), List.copyOf(order));
    assertEquals(List.of("started", "cancelled"), heard.events());
  }

  @Test
  void r3_5_cancelledTaskThatFailsIsNotTriedAgain() {
    if (!cancels()) {
      return;
    }
    AtomicInteger runs = new AtomicInteger();
    room.worker()
        .handle(
            "fail",
            task -> {
              runs.incrementAndGet();
              Until.within(Until.BOUND, task::isCancelled);
              throw new IllegalStateException("because of the cancellation");
            })
        .start();
    Client client = room.client();
    Task task = room.task("fail", "attempts", 3, "backoff", "PT0.01S");
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "it starts", () -> heard.events().contains("started"));
    task.cancel();
    Room.read(client, "it ends", heard::hasEnded);
    run(client, room.task("fail", "timeout", "PT0.05S"));
    assertEquals(List.of("started", "cancelled"), heard.events());
    assertEquals(2, runs.get(), "runs of this task and of one more");
  }

  @Test
  void r3_6_endedTaskStaysAsItEnded() {
    if (!cancels()) {
      return;
    }
    Client client = room.client();
    room.worker().handle("end", task -> "well").start();
    Task task = room.task("end");
    Heard heard = run(client, task);
    assertFalse(task.cancel());
    run(client, room.task("end"));
    assertEquals(List.of("completed"), heard.endings());
    assertEquals("well", task.result(String.class));
  }

  @Test
  void r3_7_anyClientCancelsAnyTask() {
    if (!cancels() || !finds()) {
      return;
    }
    Client client = room.client();
    room.worker().handle("far", task -> Until.within(Until.BOUND, task::isCancelled)).start();
    Task task = room.task("far");
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "it starts", () -> heard.events().contains("started"));
    Task found = room.client().find(task.id()).orElseThrow();
    assertTrue(found.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(1, heard.endings().size());
  }

  @Test
  void r3_8_cancellingAFutureCancelsItsTask() {
    if (!cancels()) {
      return;
    }
    Client client = room.client();
    AtomicInteger cancelled = new AtomicInteger();
    Gate started = new Gate();
    room.worker()
        .handle(
            "future",
            task -> {
              started.open();
              Until.within(Until.BOUND, task::isCancelled);
              cancelled.incrementAndGet();
              return null;
            })
        .start();
    CompletableFuture<String> future = client.submit(room.task("future"), String.class);
    started.passDeaf();
    future.cancel(true);
    Until.holds("its task sees it", () -> cancelled.get() == 1);
  }
}
