package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import io.revolve.testkit.Contract;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may go wrong with processes beyond their dying: when they end, and who is hit by it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Contract.SHARED, mode = ResourceAccessMode.READ)
@Tag("once")
class PoolFaultsTest {
  private static final Duration NEVER = Duration.ZERO;
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofSeconds(20);

  private final List<Pool> pools = new ArrayList<>();

  @AfterEach
  void close() {
    pools.forEach(Pool::close);
  }

  private Pool open(
      int workers, String how, PoolSettings.Limits limits, Duration call, Duration stop)
      throws InterruptedException {
    List<String> command = List.of("php", "src/test/resources/echo.php", how);
    PoolSettings.Timeouts timeouts = new PoolSettings.Timeouts(LATE, call, stop);
    Pool pool =
        Pool.open(
            PoolSettings.of(command, new Goridge(80 << 20), workers)
                .withLimits(limits)
                .withTimeouts(timeouts));
    pools.add(pool);
    return pool;
  }

  private Pool open(int workers) throws InterruptedException {
    return open(workers, "", PoolSettings.Limits.NONE, NEVER, SOON);
  }

  private static String ask(Pool pool, String text) throws InterruptedException {
    return pool.call(Payload.of(text)).text();
  }

  private static Throwable failure(CompletableFuture<Payload> answer) {
    return assertThrows(ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS))
        .getCause();
  }

  @Test
  void callsBehindOneThatHangsEndWithThePool() throws Exception {
    Pool pool = open(1);
    for (int i = 0; i < 200; i++) {
      assertEquals("short", ask(pool, "short"));
    }
    CompletableFuture<Payload> hangs = pool.submit(Payload.of("hang"));
    List<CompletableFuture<Payload>> behind = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      behind.add(pool.submit(Payload.of("behind")));
    }
    pool.close();
    assertInstanceOf(PoolException.WorkerLost.class, failure(hangs));
    for (CompletableFuture<Payload> each : behind) {
      assertInstanceOf(PoolException.Refused.class, failure(each));
    }
  }

  @Test
  void processesThatHangAreAllGivenTheirTimeAtOnce() throws Exception {
    Pool pool = open(12, "", PoolSettings.Limits.NONE, NEVER, Duration.ofSeconds(1));
    for (int i = 0; i < 12; i++) {
      CompletableFuture<Payload> unused = pool.submit(Payload.of("hang"));
    }
    long start = System.nanoTime();
    pool.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, "one after the other: " + took);
  }

  @Test
  void processThatLeavesAnotherWithItsOutputIsReplaced() throws Exception {
    Pool pool = open(1);
    CompletableFuture<Payload> lost = pool.submit(Payload.of("orphan"));
    assertInstanceOf(PoolException.WorkerLost.class, failure(lost));
    assertEquals("next", ask(pool, "next"));
    assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "orphan"));
    assertEquals("next", ask(pool, "next"));
  }

  @Test
  void killedCallTakesNoOtherWithIt() throws Exception {
    Pool pool = open(1);
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      Call doomed = pool.submit(Payload.of("short"), null);
      for (int spin = random.nextInt(20_000); spin > 0; spin--) {
        Thread.onSpinWait();
      }
      doomed.kill();
      assertEquals("next", ask(pool, "next"));
    }
  }

  @Test
  void processThatWantsToGoEachTimeFailsTheCallAlone() throws Exception {
    Pool pool = open(1, "always stop", PoolSettings.Limits.NONE, NEVER, SOON);
    PoolException.WorkerLost lost =
        assertThrows(PoolException.WorkerLost.class, () -> ask(pool, "any"));
    assertTrue(lost.getMessage().contains("asked to be replaced"), lost.getMessage());
    Until.holds("it has a process again", () -> pool.workers().size() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void anotherVersionOfTheProtocolIsNoBeginning(RelayKind relay) {
    List<String> command = List.of("php", "src/test/resources/echo.php", "speak another version");
    PoolSettings settings =
        PoolSettings.of(command, new Goridge(1 << 20), 1)
            .withRelay(relay)
            .withTimeouts(new PoolSettings.Timeouts(LATE, NEVER, SOON));
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> Pool.open(settings));
    assertTrue(failed.getMessage().contains("goridge v3"), failed.getMessage());
    assertFalse(failed.getMessage().contains("within"), "at once: " + failed.getMessage());
  }

  @Test
  void whatAProcessPrintsBeforeItEndsAtItsBeginningIsTold() {
    PoolSettings settings = PoolSettings.of(List.of("php", "no-file.php"), new Amp(1 << 20), 1);
    PoolException.BootFailed failed =
        assertThrows(PoolException.BootFailed.class, () -> Pool.open(settings));
    assertTrue(failed.getMessage().contains("Could not open input file"), failed.getMessage());
  }

  @Test
  void oldProcessIsReplaced() throws Exception {
    Pool pool = open(1, "", new PoolSettings.Limits(0, SOON, NEVER, 0), NEVER, SOON);
    long pid = pid(pool);
    Until.holds("another is there", () -> hasOtherThan(pool, pid));
  }

  @Test
  void idleProcessIsReplacedAndABusyOneIsNot() throws Exception {
    Duration idle = Duration.ofSeconds(2);
    Pool pool = open(1, "", new PoolSettings.Limits(0, NEVER, idle, 0), NEVER, SOON);
    String pid = ask(pool, "pid");
    long end = System.nanoTime() + idle.multipliedBy(2).toNanos();
    while (System.nanoTime() - end < 0) {
      assertEquals("sleep 20", ask(pool, "sleep 20"));
    }
    assertEquals(pid, ask(pool, "pid"));
    Until.holds("another is there", () -> hasOtherThan(pool, Long.parseLong(pid)));
  }

  @Test
  void processWithTooMuchMemoryIsReplaced() throws Exception {
    Pool small = open(1);
    long usual = small.workers().get(0).memory();
    long most = usual + (16 << 20);
    Pool pool = open(1, "", new PoolSettings.Limits(0, NEVER, NEVER, most), NEVER, SOON);
    long pid = pid(pool);
    assertEquals("sleep 300", ask(pool, "sleep 300"));
    assertEquals(pid, pid(pool));
    assertEquals("keep 25", ask(pool, "keep 25"));
    Until.holds("another is there", () -> hasOtherThan(pool, pid));
  }

  /** They do not hear that their input has ended, so none may be left to be started later. */
  @Test
  void processesThatAreBeingReplacedEndWithThePool() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 12; i++) {
      String time = "1000." + (System.nanoTime() + random.nextInt(1000));
      Pool pool = Pool.open(PoolSettings.of(List.of("sleep", time), new Amp(1 << 20), 3));
      pools.add(pool);
      pool.workers()
          .forEach(each -> ProcessHandle.of(each.pid()).ifPresent(p -> p.destroyForcibly()));
      TimeUnit.MICROSECONDS.sleep(random.nextInt(8000));
      pool.close();
      assertEquals(
          List.of(),
          ProcessHandle.current()
              .children()
              .filter(each -> each.info().commandLine().orElse("").contains(time))
              .filter(ProcessHandle::isAlive)
              .toList());
    }
  }

  private static long pid(Pool pool) {
    return pool.workers().get(0).pid();
  }

  private static boolean hasOtherThan(Pool pool, long pid) {
    List<WorkerStatus> now = pool.workers();
    return now.size() == 1 && now.get(0).pid() != pid;
  }
}
