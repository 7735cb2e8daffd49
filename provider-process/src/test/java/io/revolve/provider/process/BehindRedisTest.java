package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.api.WorkerProcess;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.RunContract;
import io.revolve.testkit.ServerProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool of PHP behind a worker on Redis, where each word to and from a task crosses the server.
 */
@Timeout(60)
@Tag("once")
class BehindRedisTest extends RunContract {
  private static final int PORT = ServerProcess.freePort();
  private static final ServerProcess REDIS =
      new ServerProcess(
          PORT,
          List.of(
              "redis-server",
              "--port",
              Integer.toString(PORT),
              "--bind",
              ServerProcess.HOST,
              "--save",
              "",
              "--dir",
              System.getProperty("java.io.tmpdir")),
          "PING",
          answer -> answer.startsWith("+PONG"));

  @BeforeAll
  static void start() {
    REDIS.start();
  }

  @AfterAll
  static void end() {
    REDIS.close();
  }

  @Override
  protected Fixture fixture() {
    return namespace ->
        Map.of("provider", "redis", "redis", Map.of("port", PORT, "namespace", namespace));
  }

  @Override
  protected Map<String, Object> run() {
    Map<String, Object> process =
        Map.of(
            "command",
            List.of("php", "src/test/resources/tasks.php"),
            "workers",
            2,
            "start-timeout",
            "PT60S"); // A busy machine starts many at once.
    return Map.of("provider", "process", "process", process);
  }

  @Test
  void taskOfAKilledProcessRunsAgainOnce() {
    Worker worker = room.make().worker(room.config("run", run())).start();
    Client client = room.client();
    // One attempt, since the death of a process is no failed one.
    Task task = room.task("listen", "payload", "x", "attempts", 1, "backoff", "PT0.01S");
    Heard heard = Heard.of(task, "ready");
    client.handle(task);
    Room.read(client, "it runs", () -> heard.messages("ready").size() == 1);
    long killed = atWork(worker);
    assertTrue(ProcessHandle.of(killed).orElseThrow().destroyForcibly());
    Room.read(client, "it runs again", () -> heard.messages("ready").size() == 2);
    assertTrue(atWork(worker) != killed);
    task.tell("end", null);
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(
        List.of("started", "ready", "retrying", "started", "ready", "completed"), heard.events());
    String reason = heard.texts("retrying").get(0);
    assertTrue(reason.contains("137") || reason.contains("signal 9"), reason);
    assertEquals(List.of("end"), task.result(List.class));
  }

  private static long atWork(Worker worker) {
    List<Long> pids =
        worker.stats().processes().stream()
            .filter(process -> process.state().equals("working"))
            .map(WorkerProcess::pid)
            .toList();
    assertEquals(1, pids.size(), () -> worker.stats().toString());
    return pids.get(0);
  }
}
