package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Message;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.Worker;
import io.revolve.testkit.Until;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks whose code is PHP, Python or JavaScript, in processes behind a worker of this JVM. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@CsvSource({
  "PHP, pipes",
  "PHP, unix",
  "PYTHON, pipes",
  "PYTHON, tcp",
  "JAVASCRIPT, pipes",
  "JAVASCRIPT, unix"
})
class LanguagesTest {

  enum Language {
    PHP("php", "tasks.php"),
    PYTHON("python3", "tasks.py"),
    JAVASCRIPT("node", "tasks.js");

    private final String program;
    private final String file;

    Language(String program, String file) {
      this.program = program;
      this.file = file;
    }

    List<String> command() {
      return List.of(program, "src/test/resources/" + file);
    }
  }

  private final Language language;
  private final String relay;
  private final Make make = new Make();
  private final Map<String, Object> local =
      Map.of("provider", "local", "local", Map.of("namespace", UUID.randomUUID().toString()));

  @SuppressWarnings("NullAway.Init")
  private Client client;

  LanguagesTest(Language language, String relay) {
    this.language = language;
    this.relay = relay;
  }

  @BeforeEach
  void start() throws Exception {
    Map<String, Object> config = new LinkedHashMap<>(local);
    config.put("concurrency", 2);
    config.put("grace", "PT0.3S");
    config.put(
        "run",
        Map.of(
            "provider",
            "process",
            "process",
            Map.of("command", language.command(), "relay", relay, "workers", 2)));
    Worker worker = make.worker(config);
    new Thread(worker::run, "worker").start();
    client = make.client(local);
  }

  @AfterEach
  void stop() {
    make.close();
  }

  private Task task(String name, Object payload) {
    return make.task(Map.of("name", name, "payload", payload, "attempts", 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 65_535, 1 << 20})
  void bytesStayBytes(int length) throws Exception {
    byte[] bytes = new byte[length + 1];
    for (int i = 1; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    assertArrayEquals(bytes, client.submit(task("echo", bytes), byte[].class).join());
  }

  @Test
  void valuesAreWhatTheyWere() {
    Map<String, Object> value =
        Map.of("name", "Zoë \"the cat\" \\ 日本", "list", List.of(1, 2.5, true));
    assertEquals(value, client.submit(task("echo", value), Map.class).join());
  }

  @Test
  void eventsComeWhileItRuns() throws Exception {
    Task task = task("talk", "x");
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    task.addListener(Events.PROGRESS, message -> heard.add("progress " + message));
    task.addListener("note", message -> heard.add("note " + message));
    task.addListener("raw", message -> heard.add("raw " + message.bytes().length));
    task.addListener(Events.COMPLETED, message -> heard.add("completed " + message));
    client.handle(task);
    Until.holds("it ends", () -> reads() && client.hasCompleted(task));
    assertEquals(4, heard.size(), heard.toString());
    assertTrue(heard.get(1).contains("half"), heard.toString());
    assertEquals("raw 2", heard.get(2));
    assertTrue(heard.get(3).contains("talk"), heard.toString());
  }

  private boolean reads() {
    int unused = client.read();
    return true;
  }

  private Task running(String name) {
    Task task = task(name, "x");
    List<Message> ready = Collections.synchronizedList(new ArrayList<>());
    task.addListener("ready", ready::add);
    client.handle(task);
    Until.holds("it runs", () -> reads() && !ready.isEmpty());
    return task;
  }

  @Test
  void itHearsWhatItIsTold() {
    Task task = running("listen");
    task.tell("one", 1).tell("two", "zwei").tell("end", List.of());
    Until.holds("it ends", () -> reads() && client.hasCompleted(task));
    assertEquals(List.of("one", "two", "end"), task.result(List.class));
  }

  @Test
  void itIsCancelledWhileItRuns() {
    Task task = running("wait");
    task.cancel();
    Until.holds("it ends", () -> reads() && client.hasCompleted(task));
    assertEquals("CANCELLED", task.state().name());
  }

  @Test
  void whatIgnoresItsCancellationIsKilled() {
    Task task = running("ignore");
    task.cancel();
    Until.holds("it ends", () -> reads() && client.hasCompleted(task));
    assertEquals("CANCELLED", task.state().name());
    assertEquals("still here", client.submit(task("echo", "still here"), String.class).join());
  }

  @Test
  void whatItThrowsFailsTheTask() {
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> client.submit(task("fail", ""), Object.class).join());
    assertTrue(failed.getCause() instanceof TaskFailedException, String.valueOf(failed.getCause()));
    assertTrue(failed.getMessage().contains("no such cat"), failed.getMessage());
  }

  @Test
  void deathOfTheProcessFailsTheTaskAndNoOther() {
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> client.submit(task("leave", ""), Object.class).join());
    assertTrue(failed.getMessage().contains("status 3"), failed.getMessage());
    assertEquals("next", client.submit(task("echo", "next"), String.class).join());
  }

  @Test
  void unknownNameSaysSo() {
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> client.submit(task("cat", ""), Object.class).join());
    assertTrue(failed.getMessage().contains("no handler"), failed.getMessage());
  }
}
