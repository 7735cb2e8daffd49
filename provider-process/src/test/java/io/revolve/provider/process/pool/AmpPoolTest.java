package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of PHP processes that speak as AMP's do: no hello, and a number in each call. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@ParameterizedClass
@EnumSource(RelayKind.class)
@Tag("once")
class AmpPoolTest {
  private static final String WORKER = "src/test/resources/amp/worker.php";

  private final RelayKind relay;
  private final List<Pool> pools = new ArrayList<>();
  private Duration longestCall = Duration.ofMillis(1500);

  AmpPoolTest(RelayKind relay) {
    this.relay = relay;
  }

  @AfterEach
  void close() {
    pools.forEach(Pool::close);
  }

  private Pool open(int workers, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("php", WORKER));
    command.addAll(List.of(words));
    PoolSettings.Timeouts timeouts =
        new PoolSettings.Timeouts(Duration.ofSeconds(10), longestCall, Duration.ofSeconds(5));
    Pool pool =
        Pool.open(
            PoolSettings.of(command, new Amp(80 << 20), workers)
                .withRelay(relay)
                .withTimeouts(timeouts));
    pools.add(pool);
    return pool;
  }

  private static Payload call(String procedure, byte[] workload) {
    return new Payload(procedure.getBytes(StandardCharsets.UTF_8), workload);
  }

  private static Payload call(String procedure, String workload) {
    return call(procedure, workload.getBytes(StandardCharsets.UTF_8));
  }

  private static String ask(Pool pool, String procedure, String workload)
      throws InterruptedException {
    return pool.call(call(procedure, workload)).text();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 238, 239, 244, 248, 249, 253, 254, 255, 256, 65_535, 65_536, 1 << 20})
  void bytesComeBackAsTheyWere(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    assertArrayEquals(bytes, open(1).call(call("echo", bytes)).body());
  }

  @Test
  @Tag("long")
  void sixtyFourMegabytesComeBackAsTheyWere() throws Exception {
    longestCall = Duration.ofMinutes(1);
    bytesComeBackAsTheyWere(64 << 20);
  }

  @Test
  void manyCallsAreEachAnsweredWithTheirOwn() throws Exception {
    Pool pool = open(4);
    // TCP forgets what was sent before, when a process ends that has not read all it was told.
    int deadly = relay == RelayKind.TCP ? -1 : 250;
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      answers.add(pool.submit(call(i % 500 == deadly ? "exit" : "echo", "" + i)));
    }
    for (int i = 0; i < answers.size(); i++) {
      CompletableFuture<Payload> answer = answers.get(i);
      if (i % 500 == deadly) {
        assertThrows(ExecutionException.class, answer::get);
      } else {
        assertEquals("" + i, answer.get().text());
      }
    }
  }

  @Test
  void answerToAnotherCallIsNoAnswerAndReplacesItsWorker() throws Exception {
    Pool pool = open(1);
    String pid = ask(pool, "pid", "");
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "wrong", ""));
    assertTrue(lost.getMessage().contains("not the one that it works on"), lost.getMessage());
    assertEquals(Long.parseLong(pid), lost.pid());
    assertNotEquals(pid, ask(pool, "pid", ""));
  }

  @Test
  void piecesAreHeardOneByOneAndJoinedForWhoHearsNone() throws Exception {
    Pool pool = open(1);
    assertEquals("abc.", ask(pool, "parts", "abc"));
    List<String> heard = new ArrayList<>();
    Call call = pool.submit(call("parts", "abc"), part -> heard.add(part.text()));
    assertEquals(".", call.answer().get().text());
    assertEquals(List.of("a", "b", "c"), heard);
    assertEquals("one, two", ask(pool, "more", ""));
  }

  @Test
  void whatAWorkerCallsFailedFailsItsCallAlone() throws Exception {
    Pool pool = open(1);
    String pid = ask(pool, "pid", "");
    PoolException.JobFailed failed =
        assertThrows(PoolException.JobFailed.class, () -> ask(pool, "dance", "now"));
    assertEquals("no such procedure: dance now", failed.getMessage());
    assertEquals(pid, ask(pool, "pid", ""));
    assertEquals("heard", ask(pool, "ping", ""));
  }

  /** An answer in between, or the pool would take its time to start the next. */
  @Test
  void workersThatMisbehaveAreReplaced() throws Exception {
    Pool pool = open(1);
    for (String procedure : List.of("exit", "print", "cut", "hang")) {
      assertThrows(PoolException.WorkerLost.class, () -> ask(pool, procedure, "3"));
      assertEquals("next", ask(pool, "echo", "next"));
    }
  }

  @Test
  void workerThatClosesIsReplacedAndItsCallRunsElsewhereForAWhile() throws Exception {
    Pool pool = open(2);
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "close", ""));
    assertTrue(lost.getMessage().contains("replaced"), lost.getMessage());
  }

  @Test
  void workerThatDiesAtItsBeginningSaysWhyAtOnce() {
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> open(2, "die at boot"));
    assertTrue(failed.getMessage().contains("status 7"), failed.getMessage());
    assertTrue(failed.getMessage().contains("cannot find my configuration"), failed.getMessage());
  }

  @Test
  void workerThatPrintsAtItsBeginningSaysWhat() throws Exception {
    if (relay == RelayKind.PIPES) {
      PoolException.BootFailed failed =
          assertThrows(PoolException.BootFailed.class, () -> open(1, "print at boot"));
      assertTrue(failed.getMessage().contains("Undefined variable"), failed.getMessage());
    } else {
      assertEquals("fine", ask(open(1, "print at boot"), "echo", "fine"));
    }
  }

  @Test
  void nameThatIsTooLongIsRefused() throws Exception {
    Pool pool = open(1);
    String longest = "n".repeat(255);
    PoolException.JobFailed heard =
        assertThrows(PoolException.JobFailed.class, () -> ask(pool, longest, ""));
    assertEquals("no such procedure: " + longest + " ", heard.getMessage());
    assertThrows(PoolException.Refused.class, () -> ask(pool, "n".repeat(256), ""));
  }

  @Test
  void processesEndWithTheirInput() throws Exception {
    Pool pool = open(2);
    List<Long> pids = pool.workers().stream().map(WorkerStatus::pid).toList();
    pool.close();
    assertTrue(
        pids.stream()
            .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
  }
}
