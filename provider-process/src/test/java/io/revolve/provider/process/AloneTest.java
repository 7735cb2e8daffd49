package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Messenger;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.api.TaskFailedException;
import io.revolve.api.Worker;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.RunTasks;
import io.revolve.testkit.Until;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider without an engine: a client has a pool of its own. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
class AloneTest {
  private static final List<String> SMALL =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Make make = new Make();

  @AfterEach
  void close() {
    make.close();
  }

  private static Map<String, Object> php() {
    return Map.of("command", List.of("php", "src/test/resources/tasks.php"), "workers", 2);
  }

  private static Map<String, Object> java(String relay) {
    return Map.of(
        "command", "java", "jvm", SMALL, "workers", 1, "relay", relay, "start-timeout", "PT60S");
  }

  private Client client(Map<String, Object> section) {
    return make.client(Map.of("provider", "process", "process", section));
  }

  @Test
  void clientRunsItsTasksInItsPool() {
    Client client = client(php());
    Task task = make.task(Map.of("provider", "process", "name", "talk", "payload", "x"));
    Heard heard = Heard.of(task, "note");
    client.handle(task);
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("started", "progress", "note", "completed"), heard.events());
  }

  @Test
  void poolEndsWithItsClient() {
    String mark = "alone-" + UUID.randomUUID(); // Other tests have processes at the same time.
    List<String> command = List.of("php", "src/test/resources/tasks.php", mark);
    Client client = client(Map.of("command", command, "workers", 2));
    assertEquals(2, children(mark));
    client.close();
    Until.holds("the processes have gone", () -> children(mark) == 0);
  }

  private static long children(String mark) {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(mark))
        .count();
  }

  @Test
  void clientsOfDifferentPoolsDoNotMeet() {
    Client here = client(php());
    String code = "require 'workers/revolve.php'; Revolve\\work(fn ($task) => 'other');";
    Client other = client(Map.of("command", List.of("php", "-r", code), "workers", 1));
    for (int i = 0; i < 20; i++) {
      Task task = make.task(Map.of("name", "echo", "payload", "here"));
      assertEquals("here", here.submit(task, String.class).join());
      Task others = make.task(Map.of("name", "echo", "payload", "here"));
      assertEquals("other", other.submit(others, String.class).join());
    }
  }

  @Test
  void workerAndClientOfOneNamespaceMeet() {
    Map<String, Object> config =
        Map.of("provider", "process", "process", Map.of("namespace", "alone-test"));
    make.worker(config).handle("shout", task -> task.payload(String.class) + "!").start();
    Task task = make.task(Map.of("name", "shout", "payload", "hello"));
    assertEquals("hello!", make.client(config).submit(task, String.class).join());
  }

  @Test
  void runCannotStandBesideIt() {
    Map<String, Object> run = Map.of("provider", "process", "process", php());
    ConfigException wrong =
        assertThrows(
            ConfigException.class,
            () ->
                make.worker(
                    Map.of(
                        "provider",
                        "process",
                        "process",
                        php(),
                        "run",
                        run,
                        "names",
                        List.of("shout"))));
    assertTrue(wrong.getMessage().contains("worker.run: cannot stand here"), wrong.getMessage());
    assertFalse(wrong.getMessage().contains("names"), "no second one: " + wrong.getMessage());
  }

  @Test
  void poolWithoutCommandIsAnError() {
    ConfigException wrong = assertThrows(ConfigException.class, () -> client(Map.of("workers", 2)));
    assertTrue(wrong.getMessage().contains("client.process.command"), wrong.getMessage());
    EngineException absent =
        assertThrows(EngineException.class, () -> client(Map.of("command", "no-such-program")));
    assertTrue(absent.getMessage().contains("no-such-program"), absent.getMessage());
  }

  private List<String> problems(Map<String, Object> section) {
    return assertThrows(ConfigException.class, () -> client(section)).problems();
  }

  @Test
  void everyKeyOfAPoolMeansAPool() {
    String missing = "client.process.command: is missing; expected a program and its arguments";
    List<String> wrong = problems(Map.of("comand", List.of("php"), "protocol", "amp"));
    assertEquals(2, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).startsWith(missing), wrong::toString);
    assertTrue(wrong.get(1).contains("comand: unknown key"), wrong::toString);
    wrong = problems(Map.of("max-workers", 10_000));
    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).startsWith(missing), wrong::toString);
  }

  @Test
  void optionsOfJvmsStandBesideJavaAlone() {
    List<String> wrong = problems(Map.of("command", List.of("php"), "jvm", SMALL));
    assertEquals(
        List.of(
            "client.process.jvm: stands without \"command\": \"java\", whose JVMs have these"
                + " options"),
        wrong);
  }

  @Test
  void limitOfTheSectionIsThatOfAnyLimit(@TempDir Path folder) {
    Map<String, Object> limit = Map.of("name", "none", "limit-folder", folder.toString());
    assertEquals(
        List.of("client.process.limit.size: is missing; nobody has used \"none\" yet"),
        problems(Map.of("limit", limit)));
    for (int size : new int[] {0, 1001}) {
      List<String> wrong = problems(Map.of("limit", Map.of("name", "none", "size", size)));
      assertEquals(1, wrong.size(), wrong::toString);
      assertTrue(wrong.get(0).contains("from 1 to 1000"), wrong::toString);
    }
  }

  /** Which process a callback runs in. */
  public static final class Pid implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask task) {
      return ProcessHandle.current().pid();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipes", "unix", "tcp"})
  void callbacksRunInAnotherJvm(String relay) {
    Client client = client(java(relay));
    int some = 7;
    Task task =
        make.task(
            Map.of(
                "provider",
                "process",
                "callback",
                (Callback) running -> List.of(some, ProcessHandle.current().pid())));
    List<?> answer = client.submit(task, List.class).join();
    assertEquals(7, answer.get(0));
    long pid = ((Number) answer.get(1)).longValue();
    assertTrue(
        ProcessHandle.current().children().anyMatch(child -> child.pid() == pid),
        "it ran in a child");
  }

  @Test
  void handlersRunInAnotherJvm() {
    Map<String, Object> config =
        Map.of(
            "provider",
            "process",
            "process",
            java("pipes"),
            "handlers",
            Map.of("pid", Pid.class.getName()));
    Task task = make.task(Map.of("name", "pid", "payload", ""));
    long pid = make.client(config).submit(task, Long.class).join();
    assertTrue(pid != ProcessHandle.current().pid());
  }

  @Test
  void headersMayBeLong() {
    Map<String, Object> config =
        Map.of(
            "provider",
            "process",
            "process",
            java("pipes"),
            "handlers",
            Map.of("about", RunTasks.About.class.getName()));
    Map<String, String> headers = Map.of("long", "\"a]}\\".repeat(4000), "z]}", "b", "id", "c");
    Task task = make.task(Map.of("name", "about", "payload", "", "headers", headers));
    Map<?, ?> about = make.client(config).submit(task, Map.class).join();
    assertEquals(headers, about.get("headers"));
    assertEquals(task.id(), about.get("id"));
  }

  @Test
  void callbackInAnotherJvmWritesToAMessenger() {
    Messenger messenger =
        make.messenger(
            Map.of("provider", "local", "local", Map.of("namespace", "alone-test-letters")));
    Client client = client(java("pipes"));
    Task task =
        make.task(
            Map.of(
                "provider",
                "process",
                "callback",
                (Callback)
                    running -> {
                      running.writeTo(messenger, "output", "see this in the client output");
                      return null;
                    }));
    Heard heard = Heard.of(task, "output");
    client.handle(task);
    Until.holds(
        "it is heard",
        () -> client.read() + client.read(messenger) >= 0 && heard.events().contains("output"));
    assertEquals(List.of("see this in the client output"), heard.texts("output"));
  }

  @Test
  void callbackThatCannotTravelFailsItsTask() {
    Client client = client(java("pipes"));
    AtomicInteger here = new AtomicInteger();
    Task task =
        make.task(
            Map.of(
                "provider",
                "process",
                "attempts",
                1,
                "callback",
                (Callback) running -> here.incrementAndGet()));
    CompletionException failed =
        assertThrows(CompletionException.class, () -> client.submit(task, Object.class).join());
    assertTrue(failed.getCause() instanceof TaskFailedException, String.valueOf(failed.getCause()));
    assertTrue(failed.getMessage().contains("cannot travel"), failed.getMessage());
    assertEquals(0, here.get());
  }

  @Test
  void handlerThatCannotTravelIsRefused() {
    Worker worker = make.worker(Map.of("provider", "process", "process", java("pipes")));
    AtomicInteger here = new AtomicInteger();
    RuntimeException refused =
        assertThrows(
            RuntimeException.class, () -> worker.handle("count", task -> here.incrementAndGet()));
    assertTrue(refused.getMessage().contains("cannot travel"), refused.getMessage());
  }
}
