package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.DeadLetter;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What workers for jobs of RoadRunner answer, and processes that die, is what becomes of tasks. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class JobsRepliesTest {
  private final Make make = new Make();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Object> local =
      Map.of("provider", "local", "local", Map.of("namespace", UUID.randomUUID().toString()));

  @SuppressWarnings("NullAway.Init")
  private Client client;

  @BeforeEach
  void start() {
    client = make.client(local);
  }

  @AfterEach
  void stop() {
    make.close();
  }

  private Task run(String file, String name, String payload, int attempts) {
    List<String> command = List.of("php", "src/test/resources/" + file);
    Map<String, Object> process = Map.of("command", command, "workers", 1);
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    Map<String, Object> config =
        Map.of("provider", "local", "local", local.get("local"), "run", run, "concurrency", 1);
    new Thread(make.worker(config)::run, "worker").start();
    Task task =
        make.task(
            Map.of("name", name, "payload", payload, "attempts", attempts, "backoff", "PT0.01S"));
    for (String event : List.of("ready", "retrying", "completed", "failed")) {
      task.addListener(event, message -> heard.add(event));
    }
    client.handle(task);
    Until.holds(
        "it ends",
        () -> {
          int unused = client.read();
          return client.hasCompleted(task);
        });
    return task;
  }

  private String failure() {
    List<DeadLetter> dead = client.deadLetters().list(10);
    assertEquals(1, dead.size());
    return String.valueOf(dead.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"done", "ack"})
  void jobThatIsDoneIsCompleted(String payload) {
    Task task = run("jobs.php", "any", payload, 1);
    assertEquals(TaskState.COMPLETED, task.state());
    assertNull(task.result(Object.class));
  }

  @Test
  void jobThatIsNotToBeQueuedAgainHasFailedForGood() {
    assertEquals(TaskState.FAILED, run("jobs.php", "any", "error", 10).state());
    assertEquals(List.of("failed"), heard);
    assertTrue(failure().contains("no such \"cat\""), failure());
  }

  @Test
  void jobThatIsRefusedHasFailedForGood() {
    assertEquals(TaskState.FAILED, run("jobs.php", "any", "nack", 10).state());
    assertTrue(failure().contains("not mine"), failure());
  }

  @Test
  void jobThatIsToBeQueuedAgainIsTriedAfterItsDelay() {
    long start = System.nanoTime();
    assertEquals(TaskState.COMPLETED, run("jobs.php", "any", "retry", 10).state());
    assertEquals(List.of("retrying", "retrying", "completed"), heard);
    assertTrue(System.nanoTime() - start >= 2_000_000_000L, "two delays of a second");
  }

  @Test
  void attemptsBoundHowOftenItIsTried() {
    assertEquals(TaskState.FAILED, run("jobs.php", "any", "retry", 2).state());
    assertTrue(failure().contains("run 2"), failure());
  }

  @Test
  void jobThatIsRefusedAndQueuedAgainIsTriedAgain() {
    assertEquals(TaskState.COMPLETED, run("jobs.php", "any", "renack", 2).state());
  }

  @Test
  void jobThatIsQueuedAgainHasNotFailed() {
    assertEquals(TaskState.COMPLETED, run("jobs.php", "any", "requeue", 1).state());
  }

  @Test
  void otherAnswersAreResults() {
    assertEquals(
        Map.of("type", 7, "data", List.of()), run("jobs.php", "any", "other", 1).result(Map.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"long error", "huge error"})
  void reasonMayBeLong(String payload) {
    assertEquals(TaskState.FAILED, run("jobs.php", "any", payload, 10).state());
    assertEquals(List.of("failed"), heard);
    String reason = payload.equals("huge error") ? "xxxxxxxxxx" : "no \"cat\" \\ \uD83D\uDC08\n";
    assertTrue(failure().contains(reason.repeat(100)), failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"long retry", "long requeue"})
  void jobIsQueuedAgainHoweverLongItsReason(String payload) {
    int attempts = payload.equals("long retry") ? 2 : 1;
    assertEquals(TaskState.COMPLETED, run("jobs.php", "any", payload, attempts).state());
    assertEquals("completed", heard.get(heard.size() - 1));
    assertEquals(payload.equals("long retry") ? 2 : 3, heard.size(), heard::toString);
  }

  @Test
  void whatIsInsideOfHeadersIsNoReason() {
    assertEquals(TaskState.FAILED, run("jobs.php", "any", "nested", 10).state());
    assertTrue(failure().contains("outer"), failure());
  }

  @Test
  void resultsWithMoreMembersAreResults() {
    assertEquals(
        Map.of("type", 1, "data", Map.of("message", "a"), "more", Map.of("b", "c")),
        run("jobs.php", "any", "more", 1).result(Map.class));
  }

  @Test
  void taskThatKillsItsProcessIsADeadLetterAfterThreeCrashes() {
    assertEquals(TaskState.FAILED, run("tasks.php", "die", "", 10).state());
    assertEquals(List.of("ready", "retrying", "ready", "retrying", "ready", "failed"), heard);
    assertTrue(failure().contains("status 137"), failure());
  }

  @Test
  void crashesAreNoAttempts() {
    assertEquals(TaskState.FAILED, run("tasks.php", "die", "", 1).state());
    assertEquals(3, Collections.frequency(heard, "ready"));
  }
}
