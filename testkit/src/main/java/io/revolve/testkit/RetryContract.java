package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Failure;
import io.revolve.api.Message;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.TaskState;
import io.revolve.spi.Capability;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules R2.1 to R2.8: attempts, backoff, timeouts, crashes, errors of every kind. */
public abstract class RetryContract extends Contract {

  private static final Map<String, Object> QUICK = Map.of("initial", "PT0.02S", "jitter", 0);

  @Test
  void r2_1_failedAttemptIsTriedAgain() {
    room.worker()
        .handle(
            "flaky",
            task -> {
              if (task.attempt() < 3) {
                throw new IllegalStateException("attempt " + task.attempt());
              }
              return task.attempt();
            })
        .start();
    Task task = room.task("flaky", "attempts", 3, "backoff", QUICK);
    Heard heard = run(room.client(), task);
    assertEquals(
        List.of("started", "retrying", "started", "retrying", "started", "completed"),
        heard.events());
    List<Message> retrying = heard.messages("retrying");
    for (int attempt = 1; attempt <= 2; attempt++) {
      Failure failure = retrying.get(attempt - 1).as(Failure.class);
      assertNotNull(failure);
      assertEquals("java.lang.IllegalStateException", failure.type());
      assertEquals("attempt " + attempt, failure.message());
      assertEquals(attempt, failure.attempt());
      assertEquals(attempt, retrying.get(attempt - 1).attempt());
    }
    assertEquals(3, task.result(Integer.class));
  }

  @Test
  void r2_2_backoffGrowsAndIsNeverCutShort() {
    ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
    room.worker()
        .handle(
            "back-off",
            task -> {
              starts.add(System.nanoTime());
              throw new IllegalStateException("always");
            })
        .start();
    Map<String, Object> backoff = Map.of("initial", "PT0.2S", "factor", 3, "jitter", 0);
    run(room.client(), room.task("back-off", "attempts", 3, "backoff", backoff));
    List<Long> at = List.copyOf(starts);
    assertEquals(3, at.size());
    long tolerance = Duration.ofMillis(20).toNanos();
    assertTrue(at.get(1) - at.get(0) >= Duration.ofMillis(200).toNanos() - tolerance, "first");
    assertTrue(at.get(2) - at.get(1) >= Duration.ofMillis(600).toNanos() - tolerance, "second");
  }

  @Test
  void r2_3_lastFailureIsTheTasksEndWithErrorAndStack() {
    room.worker()
        .handle(
            "doomed",
            task -> {
              throw new IOException("outer", new IllegalArgumentException("inner"));
            })
        .start();
    Task task = room.task("doomed", "attempts", 2, "backoff", QUICK);
    Heard heard = run(room.client(), task);
    assertEquals(List.of("started", "retrying", "started", "failed"), heard.events());
    Failure failure = heard.messages("failed").get(0).as(Failure.class);
    assertNotNull(failure);
    assertEquals("java.io.IOException", failure.type());
    assertEquals("outer", failure.message());
    String stack = String.join("\n", failure.stack());
    assertTrue(stack.contains("RetryContract"), "names the code that threw: " + stack);
    assertTrue(stack.contains("inner"), "names the cause: " + stack);
    TaskFailedException thrown =
        assertThrows(TaskFailedException.class, () -> task.result(String.class));
    assertEquals(failure, thrown.failure());
    assertEquals(TaskState.FAILED, task.state());
  }

  @Test
  void r2_4_attemptThatTakesTooLongIsInterruptedAndTriedAgain() {
    AtomicBoolean interrupted = new AtomicBoolean();
    room.worker()
        .handle(
            "slow",
            task -> {
              if (task.attempt() == 1) {
                interrupted.set(!Until.passes(Until.BOUND));
              }
              return "done";
            })
        .start();
    Task task = room.task("slow", "timeout", "PT0.4S", "attempts", 2, "backoff", QUICK);
    Heard heard = run(room.client(), task);
    assertEquals(List.of("started", "retrying", "started", "completed"), heard.events());
    assertTrue(interrupted.get());
  }

  @Test
  void r2_5_attemptThatIgnoresItsTimeoutHoldsUpNobodyElse() {
    Gate gate = new Gate();
    room.worker("concurrency", 2)
        .handle(
            "deaf",
            task -> {
              if (task.attempt() == 1) {
                gate.passDeaf();
              }
              return task.attempt();
            })
        .start();
    Task task = room.task("deaf", "timeout", "PT0.3S", "attempts", 2, "backoff", QUICK);
    Heard heard = Heard.of(task);
    Client client = room.client();
    client.handle(task);
    Room.read(client, "its second attempt completes", heard::hasEnded);
    gate.open();
    assertEquals(List.of("started", "retrying", "started", "completed"), heard.events());
    assertEquals(2, task.result(Integer.class));
  }

  @Test
  void r2_6_taskThatKillsItsWorkerIsADeadLetterAfterThreeCrashes() {
    if (!room.has(Capability.LEASES)) {
      refused(Capability.LEASES, () -> room.jobLink().extend(List.of(), Duration.ofSeconds(1)));
      return;
    }
    Room doomed = room.through(Links.jobs(link -> new Abandoning(link, () -> true)));
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      doomed.worker("lease", "PT0.4S").handle("killer", task -> runs.incrementAndGet()).start();
    }
    Client client = room.client();
    Task task = room.task("killer", "attempts", 10);
    Heard heard = run(client, task);
    assertEquals(3, runs.get());
    assertEquals(List.of("failed"), heard.endings());
    if (room.has(Capability.DEAD_LETTERS)) {
      assertEquals(task.id(), client.deadLetters().list(10).get(0).id());
    }
  }

  @Test
  void r2_7_throwableOfAnyKindFailsItsTaskAndNothingElse() {
    Client client = room.client();
    room.worker("concurrency", 1)
        .handle("throw", task -> raise(String.valueOf(task.payload(String.class))))
        .handle("result", task -> new Unwritable())
        .handle("well", task -> "well")
        .start();
    for (String kind :
        List.of(
            "Error",
            "StackOverflowError",
            "AssertionError",
            "OutOfMemoryError",
            "InterruptedException",
            "CancellationException")) {
      Heard heard = run(client, room.task("throw", "payload", kind));
      assertEquals(List.of("started", "failed"), heard.events(), kind);
      Failure failure = heard.messages("failed").get(0).as(Failure.class);
      assertNotNull(failure);
      assertTrue(failure.type().endsWith(kind), kind + " is the cause: " + failure);
    }
    Heard heard = run(client, room.task("result"));
    assertEquals(List.of("started", "failed"), heard.events(), "a result that nobody can write");
    assertEquals(List.of("completed"), run(client, room.task("well")).endings());
  }

  @Test
  void r2_8_jitterSpreadsAThousandRetriesAndOtherQueuesMoveOn() {
    spread(1_000);
  }

  @Test
  @Tag("long")
  void r2_8_jitterSpreadsTenThousandRetriesAndOtherQueuesMoveOn() {
    spread(10_000);
  }

  private void spread(int tasks) {
    CountDownLatch failed = new CountDownLatch(tasks);
    ConcurrentLinkedQueue<Long> again = new ConcurrentLinkedQueue<>();
    room.worker("queues", List.of("storm", "calm"), "concurrency", 8)
        .handle(
            "fail",
            task -> {
              if (task.attempt() == 1) {
                failed.countDown();
                throw new IllegalStateException("the storm");
              }
              return again.add(System.nanoTime());
            })
        .handle("calm", task -> "calm")
        .start();
    Client client = room.client();
    List<Task> storm = new ArrayList<>();
    Map<String, Object> backoff = Map.of("initial", "PT2S", "jitter", 0.5);
    for (int i = 0; i < tasks; i++) {
      storm.add(room.task("fail", "queue", "storm", "attempts", 2, "backoff", backoff));
    }
    client.handleAll(storm);
    run(client, room.task("calm", "queue", "calm"));
    Until.holds("all fail once", () -> failed.getCount() == 0);
    Until.holds("all run again", () -> again.size() == tasks);
    List<Long> times = new ArrayList<>(again);
    Collections.sort(times);
    Duration middle = Duration.ofNanos(times.get(tasks * 9 / 10) - times.get(tasks / 10));
    assertTrue(middle.toMillis() >= 400, "the middle eighty percent came within " + middle);
  }

  private static Object raise(String kind) throws Exception {
    switch (kind) {
      case "Error" -> throw new Error("an error");
      case "StackOverflowError" -> {
        return overflow(1) + 1;
      }
      case "AssertionError" -> throw new AssertionError("an assertion");
      case "OutOfMemoryError" -> throw new OutOfMemoryError("not really");
      case "InterruptedException" -> throw new InterruptedException("by itself");
      case "CancellationException" -> throw new CancellationException("by itself");
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private static long overflow(long depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + depth;
  }

  /** A result that no codec can write. */
  static final class Unwritable {

    /** Refers to itself without end. */
    public Unwritable getSelf() {
      return this;
    }
  }
}
