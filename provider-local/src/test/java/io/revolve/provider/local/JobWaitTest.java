package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.order;
import static io.revolve.provider.local.Engine.request;
import static io.revolve.provider.local.Engine.untilWaiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Priority;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobWaitTest {
  private final Engine engine = new Engine();
  private final List<Thread> threads = new ArrayList<>();

  @Test
  void aJobWakesAWaitingWorker() throws Exception {
    FutureTask<List<Lease>> waiting = lease(ANY);
    engine.submit("1");
    assertEquals("1", first(waiting));
  }

  @Test
  void aDelayThatIsOverWakesAWaitingWorker() throws Exception {
    FutureTask<List<Lease>> waiting = lease(ANY);
    Duration delay = Duration.ofMillis(30);
    long start = System.nanoTime();
    engine.jobs.submit(List.of(order("1", "work", "q", Priority.NORMAL, delay)));
    assertEquals("1", first(waiting));
    assertTrue(System.nanoTime() - start >= delay.toNanos(), "it ran too early");
  }

  @Test
  void aLeaseThatIsOverWakesAWaitingWorker() throws Exception {
    engine.submit("1");
    LeaseRequest brief = request(Map.of("q", 1), null, Duration.ofMillis(30));
    engine.jobs.lease(brief, 1, LONG);
    assertEquals("1", first(lease(ANY)));
  }

  @Test
  void aShorterLeaseOfAnotherWakesAWaitingWorkerInTime() throws Exception {
    engine.submit("1");
    Lease held = engine.take();
    FutureTask<List<Lease>> waiting = lease(ANY);
    engine.jobs.extend(List.of(held), Duration.ofMillis(30));
    assertEquals("1", first(waiting));
  }

  @Test
  void whenTheTimekeeperLeavesAnotherKeepsTheTime() throws Exception {
    engine.jobs.submit(
        List.of(order("late", "work", "q", Priority.NORMAL, Duration.ofMillis(100))));
    FutureTask<List<Lease>> first = lease(ANY);
    FutureTask<List<Lease>> second = lease(ANY);
    threads.get(0).interrupt();
    assertThrows(ExecutionException.class, () -> first.get(LONG.toSeconds(), TimeUnit.SECONDS));
    assertEquals("late", first(second));
  }

  @Test
  void noCallIsSwallowedByAWorkerThatHasNoUseForIt() throws Exception {
    FutureTask<List<Lease>> a = lease(request(Map.of("q", 1), Set.of("a"), LONG));
    FutureTask<List<Lease>> b = lease(request(Map.of("q", 1), Set.of("b"), LONG));
    FutureTask<List<Lease>> c = lease(request(Map.of("other", 1), null, LONG));
    submit("for-a", "a", "q");
    submit("for-c", "x", "other");
    submit("for-b", "b", "q");
    assertEquals(List.of("for-a", "for-b", "for-c"), List.of(first(a), first(b), first(c)));
  }

  @Test
  void aWorkerThatTakesOneOfTwoPassesTheCallOn() throws Exception {
    FutureTask<List<Lease>> narrow = lease(request(Map.of("q", 1), Set.of("a"), LONG));
    FutureTask<List<Lease>> wide = lease(ANY);
    // The latest is called first, and takes the urgent one of the two it was called for.
    engine.jobs.submit(
        List.of(
            order("1", "a", "q", Priority.NORMAL, Duration.ZERO),
            order("2", "b", "q", Priority.HIGH, Duration.ZERO)));
    assertEquals("1", first(narrow));
    assertEquals("2", first(wide));
  }

  @Test
  void manyJobsWakeAsManyWorkers() throws Exception {
    List<FutureTask<List<Lease>>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(lease(ANY));
    }
    engine.submit("1", "2", "3", "4", "5");
    for (FutureTask<List<Lease>> each : waiting) {
      assertEquals(1, each.get(LONG.toSeconds(), TimeUnit.SECONDS).size());
    }
  }

  @Test
  void anInterruptedWorkersCallIsPassedOn() throws Exception {
    for (int i = 0; i < 200; i++) {
      threads.clear();
      FutureTask<List<Lease>> one = lease(ANY);
      FutureTask<List<Lease>> other = lease(ANY);
      Thread interrupter = new Thread(threads.get(1)::interrupt);
      interrupter.start();
      engine.submit("job" + i);
      interrupter.join();
      String taken;
      try {
        taken = first(other);
        engine.jobs.wake();
      } catch (ExecutionException e) {
        taken = first(one);
      }
      assertEquals("job" + i, taken);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void resumingAQueueWakesAWaitingWorker() throws Exception {
    engine.jobs.pause("q", true);
    engine.submit("1");
    FutureTask<List<Lease>> waiting = lease(ANY);
    engine.jobs.pause("q", false);
    assertEquals("1", first(waiting));
  }

  @Test
  void wakeReachesAllOfThisLinkAndNoOther() throws Exception {
    FutureTask<List<Lease>> one = lease(ANY);
    FutureTask<List<Lease>> two = lease(ANY);
    LocalJobLink another = engine.jobs(1);
    another.wake();
    assertTrue(!one.isDone() && !two.isDone());
    engine.jobs.wake();
    assertEquals(List.of(), one.get(LONG.toSeconds(), TimeUnit.SECONDS));
    assertEquals(List.of(), two.get(LONG.toSeconds(), TimeUnit.SECONDS));
    FutureTask<List<Lease>> three = lease(ANY);
    engine.jobs.close();
    assertEquals(List.of(), three.get(LONG.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void waitingEndsEmptyHandedAfterItsTime() throws Exception {
    long start = System.nanoTime();
    assertEquals(List.of(), engine.jobs.lease(ANY, 1, Duration.ofMillis(20)));
    assertTrue(System.nanoTime() - start >= 20_000_000);
  }

  private void submit(String id, String name, String queue) {
    engine.jobs.submit(List.of(order(id, name, queue, Priority.NORMAL, Duration.ZERO)));
  }

  private FutureTask<List<Lease>> lease(LeaseRequest request) {
    FutureTask<List<Lease>> task = new FutureTask<>(() -> engine.jobs.lease(request, 1, LONG));
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    untilWaiting(thread);
    return task;
  }

  private static String first(FutureTask<List<Lease>> task) throws Exception {
    return task.get(LONG.toSeconds(), TimeUnit.SECONDS).get(0).id();
  }
}
