package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workers are in this JVM: the command finds them there, by the namespace. */
@Timeout(60)
class WorkersCommandTest {

  @TempDir Path folder;

  private final Map<String, Object> own = Map.of("namespace", "cli-" + UUID.randomUUID());
  private final Map<String, Object> engine = Map.of("provider", "local", "local", own);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Make make = new Make();

  @AfterEach
  void close() {
    gate.countDown();
    make.close();
  }

  private Ran workers(String... more) throws IOException {
    Path file = folder.resolve("engine.yaml");
    String namespace = String.valueOf(own.get("namespace"));
    Files.writeString(
        file, "client: {provider: local, local: {namespace: \"" + namespace + "\"}}\n");
    String[] args = new String[more.length + 3];
    args[0] = "workers";
    args[1] = "--config";
    args[2] = file.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Ran.command(args);
  }

  private void startBusyWorker() {
    Map<String, Object> config = new HashMap<>(engine);
    config.put("id", "press\u001b[2J");
    config.put("queues", Map.of("heavy", 3, "light", 1));
    config.put("concurrency", 12);
    config.put("announce", "PT0.1S");
    Worker worker = make.worker(config);
    worker.handle(
        "hold",
        task -> {
          gate.await();
          return null;
        });
    worker.start();
    Client client = make.client(engine);
    Task task = make.task(Map.of("name", "hold", "queue", "light"));
    client.handle(task);
    until(() -> client.workers().stream().anyMatch(each -> each.tasks().contains(task.id())));
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aTableShowsWhereTheyAreAndWhatTheyDo() throws IOException {
    startBusyWorker();
    Ran ran = workers();
    assertEquals(0, ran.code(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals(2, lines.size(), ran.out());
    assertTrue(lines.get(0).matches("ID +HOST +PID +QUEUES +RUNNING +SINCE"), lines.get(0));
    String row = "press\\?\\[2J  \\S+ +" + ProcessHandle.current().pid();
    assertTrue(lines.get(1).matches(row + "  heavy:3 light  1/12  .* ago"), lines.get(1));
  }

  @Test
  void jsonHasAllThatIsKnown() throws IOException {
    Instant before = Instant.now();
    startBusyWorker();
    Ran ran = workers("--json");
    Map<?, ?> worker = (Map<?, ?>) ((List<?>) ran.json()).get(0);
    assertEquals("press\u001b[2J", worker.get("id"));
    assertEquals(ProcessHandle.current().pid(), worker.get("pid"));
    assertEquals(Map.of("heavy", 3L, "light", 1L), worker.get("queues"));
    assertEquals(List.of("hold"), worker.get("names"));
    assertEquals(12L, worker.get("concurrency"));
    assertEquals(1L, worker.get("running"));
    assertEquals(1, ((List<?>) worker.get("tasks")).size());
    Instant since = Instant.parse(String.valueOf(worker.get("since")));
    assertTrue(since.isAfter(before.minusMillis(2)), since + " after " + before);
    assertTrue(worker.containsKey("host") && worker.containsKey("version"), ran.out());
  }

  @Test
  void processesOfAPoolAreListed() throws IOException {
    Path worker = Path.of("..", "provider-process", "src", "test", "resources", "tasks.php");
    Map<String, Object> process =
        Map.of("command", List.of("php", worker.toString()), "workers", 2, "name", "cats");
    Map<String, Object> config = new HashMap<>(engine);
    config.put("id", "press");
    config.put("run", Map.of("provider", "process", "process", process));
    make.worker(config).start();
    Client client = make.client(engine);
    until(() -> !client.workers().isEmpty());
    List<String> lines = workers().out().lines().toList();
    assertEquals(5, lines.size(), lines.toString());
    String heading = "WORKER +POOL +PROCESS +STATE +CALLS +MEMORY +AGE";
    assertTrue(lines.get(2).matches(heading), lines.get(2));
    long pid = client.workers().get(0).processes().get(0).pid();
    assertTrue(lines.get(3).matches("press +cats +" + pid + " +idle +0 .*"), lines.get(3));
    Map<?, ?> known = (Map<?, ?>) ((List<?>) workers("--json").json()).get(0);
    Map<?, ?> first = (Map<?, ?>) ((List<?>) known.get("processes")).get(0);
    assertEquals(pid, first.get("pid"));
    assertEquals("idle", first.get("state"));
  }

  @Test
  void noneIsSaidKindly() throws IOException {
    Ran ran = workers();
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("no workers"), ran.err());
  }
}
