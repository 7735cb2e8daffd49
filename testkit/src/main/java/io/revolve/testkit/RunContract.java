package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * R15: code that runs outside this JVM, behind a worker of any engine. A run link passes with a
 * class that says how it is configured, and with programs for the names of {@link RunTasks}, which
 * shows in Java what each has to do.
 */
public abstract class RunContract extends Contract {

  /** The config of the run link, as it stands in a worker's {@code run}. */
  protected abstract Map<String, Object> run();

  /** Gives the worker what it needs beside its config: callbacks, for links that run those. */
  protected void prepare(Worker worker) {}

  private Worker worker(Object... settings) {
    Map<String, Object> config =
        room.config("concurrency", 2, "drain", "PT5S", "grace", "PT0.3S", "run", run());
    for (int i = 0; i < settings.length; i += 2) {
      config.put((String) settings[i], settings[i + 1]);
    }
    Worker worker = room.make().worker(config);
    prepare(worker);
    return worker.start();
  }

  @Test
  void r15_1_valuesAndBytesComeAndGoAsTheyAre() {
    worker();
    Client client = room.client();
    Map<String, Object> value =
        Map.of("name", "Zoë \"the cat\" \\ 日本", "list", List.of(1, 2.5, true));
    assertEquals(value, client.submit(room.task("echo", "payload", value), Map.class).join());
    for (int length : new int[] {1, 253, 254, 255, 256, 65_535, 65_536, 1 << 20}) {
      byte[] bytes = new byte[length];
      for (int i = 1; i < length; i++) {
        bytes[i] = (byte) (i * 7);
      }
      Task task = room.task("echo", "payload", bytes);
      assertArrayEquals(bytes, client.submit(task, byte[].class).join(), length + " bytes");
    }
  }

  @Test
  void r15_2_eventsComeInOrderWhileItRuns() {
    worker();
    Heard heard = run(room.client(), room.task("talk", "payload", "x"), "note", "raw");
    assertEquals(List.of("started", "progress", "note", "raw", "completed"), heard.events());
    assertTrue(heard.texts("note").get(0).contains("half"), heard.texts("note")::toString);
    assertArrayEquals(new byte[] {0, -1}, heard.messages("raw").get(0).bytes());
  }

  @Test
  void r15_3_itHearsWhatItIsTold() {
    worker();
    Client client = room.client();
    Task task = room.task("listen", "payload", "x");
    Heard heard = ready(client, task);
    task.tell("one", 1).tell("two", "zwei").tell("end", List.of());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("one", "two", "end"), task.result(List.class));
  }

  private Heard ready(Client client, Task task) {
    Heard heard = Heard.of(task, "ready");
    client.handle(task);
    Room.read(client, "it runs", () -> heard.events().contains("ready"));
    return heard;
  }

  @Test
  void r15_4_cancelledTaskEnds() {
    if (!cancels()) {
      return;
    }
    worker();
    Client client = room.client();
    Task task = room.task("wait", "payload", "x");
    Heard heard = ready(client, task);
    assertTrue(task.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(TaskState.CANCELLED, task.state());
  }

  @Test
  void r15_5_whatIgnoresItsCancellationIsEnded() {
    if (!cancels()) {
      return;
    }
    worker();
    Client client = room.client();
    Task task = room.task("ignore", "payload", "x");
    Heard heard = ready(client, task);
    assertTrue(task.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals("here", client.submit(room.task("echo", "payload", "here"), String.class).join());
  }

  @Test
  void r15_6_whatTakesTooLongIsEndedAndTriedAgain() {
    worker();
    Client client = room.client();
    Task task = room.task("ignore", "payload", "x", "timeout", "PT0.5S", "attempts", 2);
    Heard heard = run(client, task);
    assertEquals(List.of("started", "retrying", "started", "failed"), heard.events());
    assertEquals("here", client.submit(room.task("echo", "payload", "here"), String.class).join());
  }

  @Test
  void r15_7_errorFailsTheAttemptWithItsText() {
    worker();
    Heard heard = run(room.client(), room.task("fail", "payload", "x", "attempts", 1));
    assertEquals(List.of("started", "failed"), heard.events());
    String failure = heard.texts(Events.FAILED).get(0);
    assertTrue(failure.contains("no such cat"), failure);
  }

  @Test
  void r15_8_failedAttemptIsTriedAgain() {
    worker();
    Task task = room.task("flaky", "payload", "x", "attempts", 3, "backoff", "PT0.01S");
    Heard heard = run(room.client(), task);
    assertEquals(
        List.of("started", "retrying", "started", "retrying", "started", "completed"),
        heard.events());
    assertEquals(3, task.result(Integer.class));
  }

  @Test
  void r15_9_taskThatEndsItsProcessIsADeadLetterAfterThreeCrashes() {
    worker();
    Client client = room.client();
    List<CompletableFuture<String>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(client.submit(room.task("echo", "payload", "other " + i), String.class));
    }
    Heard heard =
        run(client, room.task("leave", "payload", "x", "attempts", 1, "backoff", "PT0.01S"));
    assertEquals(
        List.of("started", "retrying", "started", "retrying", "started", "failed"), heard.events());
    assertTrue(
        heard.texts(Events.FAILED).get(0).contains("status 3"), heard.texts("failed")::toString);
    for (int i = 0; i < others.size(); i++) {
      assertEquals("other " + i, others.get(i).join());
    }
  }

  @Test
  void r15_10_eachTaskGetsItsOwnResult() {
    worker();
    Client client = room.client();
    List<CompletableFuture<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      results.add(client.submit(room.task("echo", "payload", i), Integer.class));
    }
    for (int i = 0; i < results.size(); i++) {
      assertEquals(i, results.get(i).join());
    }
  }

  @Test
  void r15_11_itKnowsWhatItIs() {
    worker();
    Task task = room.task("about", "payload", "x", "headers", Map.of("trace", "a \"b\"", "n", "1"));
    Map<?, ?> about = room.client().submit(task, Map.class).join();
    assertEquals(
        Map.of(
            "id",
            task.id(),
            "name",
            "about",
            "attempt",
            1,
            "headers",
            Map.of("trace", "a \"b\"", "n", "1")),
        about);
  }

  @Test
  void r15_12_runningTaskEndsBeforeItsWorkerStops() throws Exception {
    Worker worker = worker();
    Client client = room.client();
    Task task = room.task("listen", "payload", "x");
    Heard heard = ready(client, task);
    worker.stop();
    assertTrue(!worker.await(Duration.ofMillis(100)), "it waits for its task");
    task.tell("end", List.of());
    Room.read(client, "it ends", heard::hasEnded);
    assertTrue(worker.await(Until.BOUND), "and stops then");
    assertEquals(TaskState.COMPLETED, task.state());
  }
}
