package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.api.Worker;
import io.revolve.api.WorkerProcess;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that no process of the pool has begun with have not failed. */
@Timeout(60)
@Tag("once")
class UnbegunTest {
  @TempDir private Path folder;

  private final Make make = new Make();
  private final Map<String, Object> local = Map.of("namespace", UUID.randomUUID().toString());

  @AfterEach
  void stop() {
    make.close();
  }

  private Path file() {
    return folder.resolve("worker.php");
  }

  private void repair() throws IOException {
    String code =
        "<?php require '"
            + Path.of("workers/revolve.php").toAbsolutePath()
            + "'; Revolve\\work(function ($task) { usleep(20000); return $task->attempt; });";
    Files.writeString(file(), code);
  }

  private void harm() throws IOException {
    Files.writeString(file(), "<?php fwrite(STDERR, 'this one is broken'); exit(7);");
  }

  private Worker worker(int concurrency, Map<String, Object> more) {
    Map<String, Object> process = new HashMap<>(more);
    process.put("command", List.of("php", file().toString()));
    process.put("workers", 1);
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    return make.worker(
            Map.of("provider", "local", "local", local, "run", run, "concurrency", concurrency))
        .start();
  }

  /** A worker whose process has gone, and none can start. */
  private Worker stranded() throws Exception {
    repair();
    Worker worker = worker(1, Map.of());
    harm();
    kill(worker);
    return worker;
  }

  private Client client() {
    return make.client(Map.of("provider", "local", "local", local));
  }

  private Task task(int attempts) {
    return make.task(Map.of("name", "any", "payload", "", "attempts", attempts));
  }

  @Test
  void taskWaitsForAProcessThatCanStart() throws Exception {
    Worker worker = stranded();
    Client client = client();
    Task task = task(1);
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(
        client,
        "it was put back twice",
        () -> Collections.frequency(heard.events(), "retrying") >= 2);
    String why = heard.texts("retrying").get(0);
    assertTrue(why.contains("returned") && why.contains("this one is broken"), why);
    repair();
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(TaskState.COMPLETED, task.state(), heard.events()::toString);
    assertEquals(0, worker.stats().retried(), "none of its attempts has failed");
    assertTrue(worker.stats().returned() >= 2, worker.stats()::toString);
  }

  private static void kill(Worker worker) {
    for (WorkerProcess process : worker.stats().processes()) {
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    Until.holds("it has gone", () -> worker.stats().processes().isEmpty());
  }

  @Test
  void whoTriesOutAWorkerSeesWhatIsWrongWithIt() throws Exception {
    repair();
    Worker worker = worker(1, Map.of("debug", true));
    harm();
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> client().submit(task(1), Object.class).join());
    assertTrue(
        String.valueOf(failed.getMessage()).contains("this one is broken"), failed::toString);
    assertEquals(0, worker.stats().returned());
  }

  @Test
  void tasksThatAreTooManyForThePoolComeBack() throws Exception {
    repair();
    Worker worker = worker(6, Map.of("max-waiting", 1, "ahead", 0));
    Client client = client();
    List<CompletableFuture<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      results.add(client.submit(task(1), Integer.class));
    }
    results.forEach(CompletableFuture::join);
    assertTrue(worker.stats().returned() > 0, "the pool was full now and then");
    assertEquals(0, worker.stats().retried());
  }

  @Test
  void taskThatIsTooLargeForThePoolHasFailed() throws Exception {
    repair();
    Worker worker = worker(1, Map.of("max-frame", 1024));
    Task large = make.task(Map.of("name", "any", "payload", "x".repeat(2000), "attempts", 1));
    CompletionException failed =
        assertThrows(CompletionException.class, () -> client().submit(large, Object.class).join());
    assertTrue(String.valueOf(failed.getMessage()).contains("1,024 at most"), failed::toString);
    assertEquals(0, worker.stats().returned());
  }

  @Test
  void taskThatWaitsWhenItsWorkerStopsRunsElsewhere() throws Exception {
    Worker first = stranded();
    Client client = client();
    Task task = task(1);
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "it was put back", () -> heard.events().contains("retrying"));
    repair();
    first.stop();
    assertTrue(first.await(Until.BOUND));
    Worker unused = worker(1, Map.of());
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(TaskState.COMPLETED, task.state(), heard.events()::toString);
  }
}
