package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.protocol.Prefix;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Contract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool of PHP processes that speak as RoadRunner's did before its version 2. */
@Timeout(60)
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@ParameterizedClass
@CsvSource({"17, PIPES", "17, UNIX", "17, TCP", "9, PIPES", "9, UNIX", "9, TCP"})
class PrefixPoolTest {
  private final int size;
  private final RelayKind relay;
  private final List<Pool> pools = new ArrayList<>();

  @TempDir Path folder;

  PrefixPoolTest(int size, RelayKind relay) {
    this.size = size;
    this.relay = relay;
  }

  @AfterEach
  void close() {
    pools.forEach(Pool::close);
  }

  private Pool open(int workers) throws InterruptedException {
    Protocol protocol = size == 17 ? Prefix.of17(1 << 20) : Prefix.of9(1 << 20);
    List<String> command = List.of("php", "src/test/resources/prefix.php", String.valueOf(size));
    PoolSettings settings =
        PoolSettings.of(command, protocol, workers)
            .withRelay(relay)
            .withTimeouts(
                new PoolSettings.Timeouts(
                    Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    Pool pool = Pool.open(settings);
    pools.add(pool);
    return pool;
  }

  private static String ask(Pool pool, String text) throws InterruptedException {
    return pool.call(Payload.of(text)).text();
  }

  @Test
  void callsAreAnsweredWithTheirOwn() throws Exception {
    Pool pool = open(2);
    Payload both = new Payload("about".getBytes(StandardCharsets.UTF_8), new byte[] {0, 1, -1});
    Payload answer = pool.call(both);
    assertArrayEquals(both.context(), answer.context());
    assertArrayEquals(both.body(), answer.body());
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      answers.add(pool.submit(Payload.of("call " + i)));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertEquals("call " + i, answers.get(i).get().text());
    }
  }

  @Test
  void jobThatFailsKeepsItsWorkerAndDeathsReplaceIt() throws Exception {
    Pool pool = open(1);
    String pid = ask(pool, "pid");
    PoolException failed =
        assertThrows(PoolException.JobFailed.class, () -> ask(pool, "error no such cat"));
    assertEquals("no such cat", failed.getMessage());
    assertEquals(pid, ask(pool, "pid"));
    assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "exit 3"));
    assertNotEquals(pid, ask(pool, "pid"));
    assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "cut"));
    PoolException printed =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "print Notice: oh"));
    assertTrue(String.valueOf(printed.getMessage()).contains("Notice: oh"), printed.getMessage());
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void workerThatWantsToGoIsReplacedAndItsCallRunsElsewhere() throws Exception {
    Pool pool = open(1);
    String pid = ask(pool, "pid");
    Path once = Files.createTempFile(folder, "once", "");
    assertNotEquals(pid, ask(pool, "refuse " + once), "another has answered");
    assertEquals(1, Files.size(once));
    PoolException lost = assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "stop"));
    assertTrue(String.valueOf(lost.getMessage()).contains("replaced"), "not for ever");
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void whatNobodyCanTellAProcessIsNotSaid() throws Exception {
    Pool pool = open(1);
    Call call = pool.submit(Payload.of("sleep 200"), null);
    call.tell(Payload.of("hello"));
    call.cancel();
    assertEquals("sleep 200", call.answer().get().text());
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void processesEndWhenTheyAreAskedTo() throws Exception {
    Pool pool = open(2);
    List<Long> pids = pool.workers().stream().map(WorkerStatus::pid).toList();
    assertTrue(pool.drain(Duration.ofSeconds(5)));
    pool.close();
    assertTrue(
        pids.stream()
            .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
  }
}
