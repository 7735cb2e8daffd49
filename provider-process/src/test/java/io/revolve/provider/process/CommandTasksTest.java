package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tasks that are programs. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class CommandTasksTest {
  private final Make make = new Make();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    make.close();
  }

  private Task task(List<String> command, Object... settings) {
    Map<String, Object> config = new HashMap<>();
    config.put("provider", "process");
    config.put("command", command);
    for (int i = 0; i < settings.length; i += 2) {
      config.put((String) settings[i], settings[i + 1]);
    }
    return make.task(config);
  }

  private static Heard run(Client client, Task task) {
    Heard heard = Heard.of(task, "output", "error");
    client.handle(task);
    Room.read(client, "it ends", heard::hasEnded);
    return heard;
  }

  private Client client() {
    return make.client(Map.of("provider", "process"));
  }

  @Test
  void whatItWritesAreEventsAndItsStatusIsTheResult() {
    Task task =
        task(List.of("sh", "-c", "echo one; echo two; echo three >&2; cat"), "payload", "in");
    Heard heard = run(client(), task);
    assertEquals(List.of("one", "two", "in"), heard.texts("output"));
    assertEquals(List.of("three"), heard.texts("error"));
    assertEquals(List.of("completed"), heard.endings());
    assertEquals(0, ((Map<?, ?>) task.result(Map.class)).get("status"));
  }

  @Test
  void linesComeWhileItRuns() throws Exception {
    Path gate = folder.resolve("gate");
    String script = "echo begun; while [ ! -e '" + gate + "' ]; do sleep 0.01; done; echo over";
    Task task = task(List.of("sh", "-c", script));
    Client client = client();
    Heard heard = Heard.of(task, "output");
    client.handle(task);
    Room.read(client, "its first line comes", () -> !heard.texts("output").isEmpty());
    assertFalse(heard.hasEnded());
    Files.createFile(gate);
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("begun", "over"), heard.texts("output"));
  }

  @Test
  void statusThatIsNotZeroFailsTheAttempt() {
    Task task = task(List.of("sh", "-c", "echo no such cat >&2; exit 7"), "attempts", 1);
    Heard heard = run(client(), task);
    assertEquals(List.of("failed"), heard.endings());
    String failure = heard.texts(Events.FAILED).get(0);
    assertTrue(failure.contains("sh ended with status 7; it wrote: no such cat"), failure);
  }

  @Test
  void programThatIsNotThereFailsTheAttempt() {
    Heard heard = run(client(), task(List.of("no-such-program"), "attempts", 1));
    assertTrue(
        heard.texts(Events.FAILED).get(0).contains("no-such-program"),
        heard.texts(Events.FAILED)::toString);
  }

  @Test
  void environmentAndFolderAreItsOwn() throws Exception {
    Task task =
        task(
            List.of("sh", "-c", "echo $COLOUR; pwd -P"),
            "environment",
            Map.of("COLOUR", "green"),
            "folder",
            folder.toString());
    Heard heard = run(client(), task);
    assertEquals(List.of("green", folder.toRealPath().toString()), heard.texts("output"));
  }

  @Test
  void timeoutKillsItWithAllThatItHasStarted() {
    Task task = task(List.of("sh", "-c", "sleep 1000 & echo $!; wait"), "timeout", "PT0.3S");
    Heard heard = run(client(), task);
    assertEquals(List.of("failed"), heard.endings());
    long child = Long.parseLong(heard.texts("output").get(0));
    Until.holds("its child has gone", () -> ProcessHandle.of(child).isEmpty());
  }

  @Test
  void cancelledProgramEnds() {
    Task task = task(List.of("sh", "-c", "echo begun; exec sleep 1000"));
    Client client = client();
    Heard heard = Heard.of(task, "output");
    client.handle(task);
    Room.read(client, "it runs", () -> !heard.texts("output").isEmpty());
    assertTrue(task.cancel());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(TaskState.CANCELLED, task.state());
  }

  @Test
  void sharedLimitHolds() throws Exception {
    Map<String, Object> limit =
        Map.of("name", "two", "size", 2, "limit-folder", folder.resolve("limits").toString());
    Client client = make.client(Map.of("provider", "process", "process", Map.of("limit", limit)));
    Path running = Files.createDirectory(folder.resolve("running"));
    String script =
        "mkdir '"
            + running
            + "'/$$; ls '"
            + running
            + "' | wc -l; sleep 0.05; rmdir '"
            + running
            + "'/$$";
    List<Heard> all = new ArrayList<>();
    List<CompletableFuture<Object>> ends = new ArrayList<>();
    IntStream.range(0, 12)
        .forEach(
            i -> {
              Task task = task(List.of("sh", "-c", script));
              all.add(Heard.of(task, "output"));
              ends.add(client.submit(task, Object.class));
            });
    ends.forEach(CompletableFuture::join);
    Room.read(client, "all is heard", () -> all.stream().allMatch(Heard::hasEnded));
    for (Heard heard : all) {
      assertTrue(Integer.parseInt(heard.texts("output").get(0).strip()) <= 2, "two at once");
    }
  }

  @Test
  void workerOfAnEngineRunsWhatItAllows() {
    int port = ServerProcess.freePort();
    List<String> command =
        List.of("gearmand", "--listen=127.0.0.1", "--port=" + port, "--log-file=none");
    try (ServerProcess gearmand =
        new ServerProcess(port, command, "version", answer -> answer.startsWith("OK"))) {
      gearmand.start();
      Map<String, Object> engine = Map.of("provider", "gearman", "gearman", Map.of("port", port));
      Map<String, Object> worker = new HashMap<>(engine);
      worker.put("run", Map.of("provider", "process"));
      worker.put("commands", Map.of("allow", List.of("echo", "/usr/bin/*")));
      make.worker(worker).start();
      Client client = make.client(engine);
      Task allowed = make.task(Map.of("command", List.of("echo", "hello")));
      Heard heard = run(client, allowed);
      assertEquals(List.of("hello"), heard.texts("output"), () -> heard.messages().toString());
      Task other = make.task(Map.of("command", List.of("sh", "-c", "echo hello"), "attempts", 1));
      client.handle(other);
      boolean ended =
          Until.within(
              Duration.ofSeconds(2), () -> client.read() >= 0 && client.hasCompleted(other));
      assertFalse(ended, "it is left to others");
      make.close();
    }
  }

  @Test
  void mistakesAreNamed() {
    ConfigException empty =
        assertThrows(ConfigException.class, () -> make.task(Map.of("command", List.of())));
    assertTrue(empty.getMessage().contains("task.command: is empty"), empty.getMessage());
    ConfigException alone =
        assertThrows(
            ConfigException.class,
            () ->
                make.worker(
                    Map.of("provider", "local", "commands", Map.of("allow", List.of("echo")))));
    assertTrue(alone.getMessage().contains("worker.commands: stands without"), alone.getMessage());
  }
}
