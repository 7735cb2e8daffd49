package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.api.WorkerProcess;
import io.revolve.provider.process.pool.RunAs;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool behind a worker of another engine, and configs of it that are wrong. */
@Timeout(60)
class BehindEnginesTest {
  private static final Map<String, Object> RUN =
      Map.of(
          "provider",
          "process",
          "process",
          Map.of("command", List.of("php", "src/test/resources/tasks.php"), "workers", 2));

  private final Make make = new Make();

  @AfterEach
  void close() {
    make.close();
  }

  private static Map<String, Object> with(Map<String, Object> base, String key, Object value) {
    Map<String, Object> config = new LinkedHashMap<>(base);
    config.put(key, value);
    return config;
  }

  @Test
  void gearmanTasksRunInPhp() {
    int port = ServerProcess.freePort();
    List<String> command =
        List.of("gearmand", "--listen=127.0.0.1", "--port=" + port, "--log-file=none");
    try (ServerProcess gearmand =
        new ServerProcess(port, command, "version", answer -> answer.startsWith("OK"))) {
      gearmand.start();
      Map<String, Object> engine = Map.of("provider", "gearman", "gearman", Map.of("port", port));
      ConfigException nameless =
          assertThrows(ConfigException.class, () -> make.worker(with(engine, "run", RUN)));
      assertTrue(nameless.getMessage().contains("worker.names: is missing"), nameless.getMessage());
      Worker worker = make.worker(with(with(engine, "run", RUN), "names", List.of("echo", "talk")));
      new Thread(worker::run, "worker").start();
      Client client = make.client(engine);
      Task task = make.task(Map.of("name", "echo", "payload", "hello"));
      assertEquals("hello", client.submit(task, String.class).join());
      make.close();
    }
  }

  @Test
  void namesStandBesideRunOnly() {
    ConfigException wrong =
        assertThrows(
            ConfigException.class,
            () -> make.worker(Map.of("provider", "local", "names", List.of("echo"))));
    assertTrue(wrong.getMessage().contains("worker.names: stands without"), wrong.getMessage());
  }

  @Test
  void processesAreListedWithTheirWorker() {
    Map<String, Object> local = Map.of("provider", "local", "local", Map.of("namespace", "listed"));
    Map<String, Object> process =
        Map.of(
            "command",
            List.of("php", "src/test/resources/tasks.php"),
            "workers",
            2,
            "name",
            "cats");
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    Worker worker = make.worker(with(with(local, "run", run), "announce", "PT0.1S"));
    new Thread(worker::run, "worker").start();
    Client client = make.client(local);
    Task task = make.task(Map.of("name", "echo", "payload", "hello"));
    assertEquals("hello", client.submit(task, String.class).join());
    Until.holds("its call is counted", () -> calls(client) == 1);
    List<WorkerProcess> listed = client.workers().get(0).processes();
    assertEquals(2, listed.size());
    assertEquals("cats", listed.get(0).pool());
    assertEquals("idle", listed.get(0).state());
    assertTrue(listed.get(0).memory() != 0, listed.toString());
    for (WorkerProcess each : listed) {
      assertTrue(ProcessHandle.of(each.pid()).isPresent(), listed.toString());
    }
    ProcessHandle.of(listed.get(0).pid()).ifPresent(ProcessHandle::destroyForcibly);
    long gone = listed.get(0).pid();
    Until.holds(
        "a new one is listed, and counted in the statistics",
        () -> isReplaced(client.workers().get(0).processes(), gone));
    assertTrue(isReplaced(worker.stats().processes(), gone));
  }

  private static long calls(Client client) {
    return client.workers().stream()
        .flatMap(worker -> worker.processes().stream())
        .mapToLong(WorkerProcess::calls)
        .sum();
  }

  private static boolean isReplaced(List<WorkerProcess> processes, long gone) {
    return processes.size() == 2 && processes.stream().noneMatch(each -> each.pid() == gone);
  }

  @Test
  void allMistakesAreNamed() {
    Map<String, Object> process =
        Map.of("workers", 0, "relay", "pipe", "max-cals", 3, "start-timeout", "soon");
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    ConfigException wrong =
        assertThrows(
            ConfigException.class, () -> make.worker(Map.of("provider", "local", "run", run)));
    assertEquals(5, wrong.problems().size(), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("did you mean \"max-calls\""), wrong.getMessage());
  }

  @Test
  void anotherUserIsRefusedWhereItCannotBe() {
    Map<String, Object> process =
        Map.of("command", List.of("php"), "user", "nobody", "relay", "unix");
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    ConfigException wrong =
        assertThrows(
            ConfigException.class, () -> make.worker(Map.of("provider", "local", "run", run)));
    assertEquals(1, wrong.problems().size(), wrong.getMessage());
    String obstacle = RunAs.obstacle();
    String expected = obstacle == null ? "unix sockets are for this JVM's user" : obstacle;
    assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
  }

  @Test
  void commandThatIsNotThereIsAnErrorOfTheWorker() {
    Map<String, Object> process = Map.of("command", List.of("no-such-program"));
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    EngineException wrong =
        assertThrows(
            EngineException.class, () -> make.worker(Map.of("provider", "local", "run", run)));
    assertTrue(wrong.getMessage().contains("no-such-program"), wrong.getMessage());
  }

  @Test
  void tasksOfOtherNamesAreLeftToOthers() {
    Map<String, Object> local = Map.of("provider", "local");
    Worker php = make.worker(with(with(local, "run", RUN), "names", List.of("echo")));
    php.handle("shout", task -> task.payload(String.class) + "!");
    new Thread(php::run, "worker").start();
    Client client = make.client(local);
    Task echo = make.task(Map.of("name", "echo", "payload", "hello"));
    Task shout = make.task(Map.of("name", "shout", "payload", "hello"));
    assertEquals("hello", client.submit(echo, String.class).join());
    assertEquals("hello!", client.submit(shout, String.class).join());
    Task other = make.task(Map.of("name", "talk", "payload", "hello"));
    client.handle(other);
    Worker second = make.worker(local);
    second.handle("talk", task -> "here");
    new Thread(second::run, "second").start();
    while (!client.hasCompleted(other)) {
      Thread.onSpinWait();
    }
    assertEquals("here", other.result(String.class));
  }
}
