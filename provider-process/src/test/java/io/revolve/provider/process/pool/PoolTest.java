package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of PHP processes that speak goridge, as RoadRunner's do. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@ParameterizedClass
@EnumSource(RelayKind.class)
class PoolTest {
  private static final String WORKER = "src/test/resources/echo.php";

  private final RelayKind relay;
  private final List<Pool> pools = new ArrayList<>();

  PoolTest(RelayKind relay) {
    this.relay = relay;
  }

  @AfterEach
  void close() {
    pools.forEach(Pool::close);
  }

  private PoolSettings settings(int workers, String... words) {
    List<String> command = new ArrayList<>(List.of("php", WORKER));
    command.addAll(List.of(words));
    return PoolSettings.of(command, new Goridge(80 << 20), workers).withRelay(relay);
  }

  private static PoolSettings with(
      PoolSettings base, PoolSettings.Limits limits, PoolSettings.Timeouts timeouts) {
    return base.withLimits(limits).withTimeouts(timeouts);
  }

  private static PoolSettings.Timeouts timeouts(Duration start, Duration call) {
    return new PoolSettings.Timeouts(start, call, Duration.ofSeconds(5));
  }

  private Pool open(PoolSettings settings) throws InterruptedException {
    Pool pool = Pool.open(settings);
    pools.add(pool);
    return pool;
  }

  private static String ask(Pool pool, String text) throws InterruptedException {
    return pool.call(Payload.of(text)).text();
  }

  @Test
  void callsAreAnswered() throws Exception {
    Pool pool = open(settings(2));
    assertEquals("hello", ask(pool, "hello"));
    Payload both =
        new Payload("context".getBytes(StandardCharsets.UTF_8), new byte[] {0, 1, (byte) 0xFF});
    Payload answer = pool.call(both);
    assertArrayEquals(both.context(), answer.context());
    assertArrayEquals(both.body(), answer.body());
  }

  @Test
  void manyCallsAreEachAnsweredWithTheirOwn() throws Exception {
    Pool pool = open(settings(4));
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      answers.add(pool.submit(Payload.of("call " + i)));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertEquals("call " + i, answers.get(i).get().text());
    }
    assertEquals(20_000, pool.workers().stream().mapToLong(WorkerStatus::calls).sum());
  }

  /** Who does not listen hears nothing of a cancel: older workers would take it for a call. */
  @Test
  void answersComeInParts() throws Exception {
    Pool pool = open(settings(1));
    List<String> parts = new CopyOnWriteArrayList<>();
    Call whole = pool.submit(Payload.of("stream 12"), part -> parts.add(part.text()));
    CompletableFuture<Payload> behind = pool.submit(Payload.of("behind"));
    Until.holds("it has begun", () -> !parts.isEmpty());
    whole.cancel();
    assertEquals("end", whole.answer().get().text());
    assertEquals(12, parts.size());
    assertEquals("part 12", parts.get(11));
    assertEquals("behind", behind.get().text());
  }

  @Test
  void jobThatFailsKeepsItsWorker() throws Exception {
    Pool pool = open(settings(1));
    String pid = ask(pool, "pid");
    PoolException.JobFailed failed =
        assertThrows(PoolException.JobFailed.class, () -> ask(pool, "error no such cat"));
    assertEquals("no such cat", failed.getMessage());
    assertEquals(pid, ask(pool, "pid"));
  }

  @Test
  void workerThatExitsFailsItsCallAndIsReplaced() throws Exception {
    Pool pool = open(settings(1));
    String pid = ask(pool, "pid");
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "exit 3"));
    assertTrue(lost.getMessage().contains("status 3"), lost.getMessage());
    assertTrue(lost.getMessage().contains("I have had enough"), lost.getMessage());
    assertNotEquals(pid, ask(pool, "pid"));
  }

  @Test
  void callsBehindOneThatKillsItsWorkerRunElsewhere() throws Exception {
    Pool pool = open(settings(2));
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(pool.submit(Payload.of(i % 50 == 25 ? "exit 1" : "call " + i)));
    }
    for (int i = 0; i < answers.size(); i++) {
      CompletableFuture<Payload> answer = answers.get(i);
      if (i % 50 == 25) {
        assertThrows(ExecutionException.class, answer::get);
      } else {
        assertEquals("call " + i, answer.get().text());
      }
    }
  }

  @Test
  void idleWorkerThatIsKilledIsNoLoss() throws Exception {
    Pool pool = open(settings(2));
    for (int i = 0; i < 20; i++) {
      List<Long> pids = pool.workers().stream().map(WorkerStatus::pid).toList();
      pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      Until.holds(
          "both are others",
          () -> {
            List<Long> now = pool.workers().stream().map(WorkerStatus::pid).toList();
            return now.size() == 2 && now.stream().noneMatch(pids::contains);
          });
      assertEquals("still here", ask(pool, "still here"));
    }
  }

  @Test
  void whatIsPrintedIsSeenAtOnceAndMixesUpNothing() throws Exception {
    Pool pool = open(settings(1));
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "print Notice: oh"));
    assertTrue(lost.getMessage().contains("Notice: oh"), lost.getMessage());
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void callThatTakesTooLongIsKilled() throws Exception {
    PoolSettings.Timeouts timeouts = timeouts(Duration.ofSeconds(10), Duration.ofMillis(300));
    Pool pool = open(with(settings(1), PoolSettings.Limits.NONE, timeouts));
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "sleep 60000"));
    assertTrue(lost.getMessage().contains("longer than PT0.3S"), lost.getMessage());
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void workerThatDiesAtItsBeginningSaysWhy() {
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> open(settings(2, "die at boot")));
    assertTrue(failed.getMessage().contains("status 7"), failed.getMessage());
    assertTrue(failed.getMessage().contains("cannot find my configuration"), failed.getMessage());
  }

  @Test
  void workerThatPrintsAtItsBeginningSaysWhat() {
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> open(settings(1, "print at boot")));
    assertTrue(failed.getMessage().contains("Undefined variable"), failed.getMessage());
  }

  @Test
  void workerThatSaysNothingIsGivenUp() {
    PoolSettings.Timeouts timeouts = timeouts(Duration.ofMillis(300), Duration.ZERO);
    PoolSettings settings = with(settings(1, "say nothing"), PoolSettings.Limits.NONE, timeouts);
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> open(settings));
    assertTrue(failed.getMessage().contains("within PT0.3S"), failed.getMessage());
  }

  @Test
  void programThatIsNotThereIsNamed() {
    PoolSettings settings = PoolSettings.of(List.of("no-such-program"), new Goridge(1 << 20), 1);
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> open(settings));
    assertTrue(failed.getMessage().contains("no-such-program"), failed.getMessage());
  }

  @Test
  void workersAreReplacedAfterSoManyCalls() throws Exception {
    PoolSettings.Limits limits = new PoolSettings.Limits(5, Duration.ZERO, Duration.ZERO, 0);
    Pool pool = open(with(settings(2), limits, PoolSettings.Timeouts.USUAL));
    Set<String> pids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      pids.add(ask(pool, "pid"));
    }
    assertTrue(pids.size() >= 9, "processes: " + pids.size());
  }

  @Test
  void workerThatWantsToGoIsReplacedAndItsCallRunsElsewhere() throws Exception {
    Pool pool = open(settings(2));
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "stop"));
    assertTrue(lost.getMessage().contains("replaced"), lost.getMessage());
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void resetReplacesAllAndLosesNothing() throws Exception {
    Pool pool = open(settings(2));
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    Set<Long> before = new HashSet<>(pool.workers().stream().map(WorkerStatus::pid).toList());
    for (int i = 0; i < 200; i++) {
      answers.add(pool.submit(Payload.of("sleep 1")));
      if (i == 100) {
        pool.reset();
      }
    }
    for (CompletableFuture<Payload> answer : answers) {
      assertEquals("sleep 1", answer.get().text());
    }
    Until.holds(
        "all are new",
        () -> {
          List<Long> now = pool.workers().stream().map(WorkerStatus::pid).toList();
          return now.size() == 2 && now.stream().noneMatch(before::contains);
        });
  }

  @Test
  void sizeCanBeChanged() throws Exception {
    Pool pool = open(settings(1));
    pool.resize(3);
    Until.holds("three", () -> pool.workers().size() == 3);
    pool.resize(1);
    Until.holds("one", () -> pool.workers().size() == 1);
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void whoWaitsReadsAndNothingIsMixedUp() throws Exception {
    Pool pool = open(settings(3));
    ExecutorService threads = Executors.newFixedThreadPool(12);
    try {
      List<Future<Integer>> callers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int who = i;
        callers.add(threads.submit(() -> callMuch(pool, who)));
      }
      List<CompletableFuture<Payload>> others = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        others.add(pool.submit(Payload.of("other " + i)));
        Thread.sleep(i % 20 == 0 ? 5 : 0);
      }
      for (int i = 0; i < others.size(); i++) {
        assertEquals("other " + i, others.get(i).get(20, TimeUnit.SECONDS).text());
      }
      for (Future<Integer> caller : callers) {
        assertEquals(1_000, caller.get(30, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Many calls, some of which fail, or end their process; how many there were. */
  private static int callMuch(Pool pool, int who) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      String text = "caller " + who + " call " + i;
      switch (i % 250) {
        case 77 -> assertThrows(PoolException.JobFailed.class, () -> ask(pool, "error oh"));
        case 99 -> assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "exit 1"));
        default -> assertEquals(text, ask(pool, text));
      }
    }
    return 1_000;
  }

  @Test
  void whoReadsCanBeInterrupted() throws Exception {
    Pool pool = open(settings(1));
    boolean isKilled = false;
    // One call that the machine holds up, and callers do not read for a while.
    for (int round = 0; round < (relay == RelayKind.PIPES ? 10 : 1) && !isKilled; round++) {
      isKilled = interruptedReaderEndsItsProcess(pool);
    }
    assertEquals(relay == RelayKind.PIPES, isKilled);
  }

  private static boolean interruptedReaderEndsItsProcess(Pool pool) throws Exception {
    for (int i = 0; i < 200; i++) {
      assertEquals("short", ask(pool, "short")); // So that the next one is read by its caller.
    }
    CompletableFuture<Throwable> how = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                how.completeExceptionally(new AssertionError(ask(pool, "sleep 60000")));
              } catch (InterruptedException | RuntimeException e) {
                how.complete(e);
              }
            });
    caller.start();
    Until.holds("it works", () -> isWorking(pool));
    CompletableFuture<Payload> behind = pool.submit(Payload.of("behind"));
    caller.interrupt();
    assertInstanceOf(InterruptedException.class, how.get(20, TimeUnit.SECONDS));
    boolean isKilled = Until.within(Duration.ofSeconds(2), behind::isDone);
    if (!isKilled) {
      assertTrue(isWorking(pool), "the call goes on");
      pool.workers().forEach(each -> ProcessHandle.of(each.pid()).get().destroyForcibly());
    }
    assertEquals("behind", behind.get(20, TimeUnit.SECONDS).text());
    return isKilled;
  }

  private static boolean isWorking(Pool pool) {
    return pool.workers().stream().allMatch(each -> each.state() == WorkerStatus.State.WORKING);
  }

  @Test
  void interruptedCallersLoseNoProcess() throws Exception {
    Pool pool = open(settings(1));
    String pid = ask(pool, "pid");
    for (int i = 0; i < 50; i++) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> ask(pool, "hello"));
      Thread.currentThread().interrupt();
      CompletableFuture<Payload> answer = pool.submit(Payload.of("hello"));
      assertTrue(Thread.interrupted());
      assertEquals("hello", answer.get(20, TimeUnit.SECONDS).text());
    }
    assertEquals(pid, ask(pool, "pid"));
  }

  @Test
  void deathOfAnIdleProcessIsSeenAlthoughItsCallersRead() throws Exception {
    Pool pool = open(settings(1));
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 20; j++) {
        assertEquals("short", ask(pool, "short"));
      }
      long pid = pool.workers().get(0).pid();
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      Until.holds("another is there", () -> hasOtherThan(pool, pid));
    }
  }

  private static boolean hasOtherThan(Pool pool, long pid) {
    List<WorkerStatus> now = pool.workers();
    return now.size() == 1 && now.get(0).pid() != pid;
  }

  @Test
  void shortCallsAreWrittenAheadButNotOverTcp() throws Exception {
    Pool pool = open(settings(1));
    boolean isAhead = false;
    // One call that the machine holds up, and calls are not short for a while.
    for (int round = 0; round < 20 && !isAhead; round++) {
      for (int i = 0; i < 200; i++) {
        assertEquals("short", ask(pool, "short"));
      }
      isAhead = isWrittenAhead(pool);
    }
    assertEquals(relay != RelayKind.TCP, isAhead);
  }

  private static boolean isWrittenAhead(Pool pool) throws Exception {
    CompletableFuture<Payload> first = pool.submit(Payload.of("sleep 100"));
    List<CompletableFuture<Payload>> behind = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      behind.add(pool.submit(Payload.of("behind")));
    }
    boolean none = pool.waiting() == 0 && !first.isDone();
    assertEquals("sleep 100", first.get(20, TimeUnit.SECONDS).text());
    for (CompletableFuture<Payload> each : behind) {
      assertEquals("behind", each.get(20, TimeUnit.SECONDS).text());
    }
    return none;
  }

  @Test
  void whoHasJustAnsweredIsNotTheFirstToBeCalledAgain() throws Exception {
    Pool pool = open(settings(3));
    Set<String> pids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String pid = ask(pool, "pid");
      assertNotEquals(pid, ask(pool, "pid"));
      pids.add(pid);
    }
    assertTrue(pids.size() < 3, "some are not needed: " + pids);
  }

  @Test
  void noMoreWaitThanMay() throws Exception {
    Pool pool = open(settings(1).withAhead(0).withWaiting(2));
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Payload> unused = pool.submit(Payload.of("sleep 500"));
    }
    PoolException.Refused refused =
        assertThrows(PoolException.Refused.class, () -> pool.submit(Payload.of("x")));
    assertTrue(refused.getMessage().contains("2 calls wait"), refused.getMessage());
  }

  @Test
  void drainWaitsForWhatWasGiven() throws Exception {
    Pool pool = open(settings(2));
    List<CompletableFuture<Payload>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(pool.submit(Payload.of("sleep 20")));
    }
    assertTrue(pool.drain(Duration.ofSeconds(20)));
    assertTrue(answers.stream().allMatch(CompletableFuture::isDone));
    assertThrows(PoolException.Refused.class, () -> pool.submit(Payload.of("late")));
  }

  @Test
  void closingLeavesNothingRunning() throws Exception {
    Pool pool = open(settings(3));
    List<Long> pids = pool.workers().stream().map(WorkerStatus::pid).toList();
    CompletableFuture<Payload> running = pool.submit(Payload.of("sleep 100"));
    pool.close();
    assertTrue(
        pids.stream()
            .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
    assertEquals("sleep 100", running.get().text());
  }
}
