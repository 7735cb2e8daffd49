package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Batch;
import io.revolve.api.Client;
import io.revolve.api.TaskFailedException;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules R10.1 to R10.8: many tasks as one, and their results as they arrive. */
public abstract class BatchContract extends Contract {

  private static List<Integer> inputs(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void squarer() {
    room.worker().handle("square", task -> number(task) * number(task)).start();
  }

  @Test
  void r10_1_resultsComeInTheOrderOfTheInputs() {
    squarer();
    Batch<Integer> batch = room.client().batch("square", inputs(100), Integer.class);
    assertEquals(100, batch.size());
    List<Integer> squares = inputs(100).stream().map(i -> i * i).toList();
    for (int round = 0; round < 2; round++) {
      List<Integer> results = new ArrayList<>();
      batch.forEach(results::add);
      assertEquals(squares, results);
    }
    assertEquals(squares, batch.stream().toList());
    assertEquals(100, batch.ended());
  }

  @Test
  void r10_2_asCompletedGivesThemAsTheyArrive() {
    Gate gate = new Gate();
    room.worker()
        .handle(
            "hold",
            task -> {
              if (number(task) == 0) {
                gate.pass();
              }
              return number(task);
            })
        .start();
    Iterator<Integer> results =
        room.client().batch("hold", inputs(10), Integer.class).asCompleted().iterator();
    TreeSet<Integer> first = new TreeSet<>();
    for (int i = 0; i < 9; i++) {
      first.add(results.next());
    }
    assertEquals(new TreeSet<>(inputs(10).subList(1, 10)), first);
    gate.open();
    assertEquals(0, results.next());
    assertTrue(!results.hasNext());
  }

  private Batch<Integer> withFailures(int count) {
    room.worker()
        .handle(
            "odd",
            task -> {
              if (number(task) % 10 == 3) {
                throw new IllegalStateException("three");
              }
              return number(task);
            })
        .start();
    return room.client().batch("odd", inputs(count), Integer.class);
  }

  @Test
  void r10_3_failedElementThrowsAndTheIterationGoesOn() {
    Iterator<Integer> results = withFailures(20).iterator();
    List<Integer> good = new ArrayList<>();
    int failures = 0;
    while (results.hasNext()) {
      try {
        good.add(results.next());
      } catch (TaskFailedException failed) {
        failures++;
        assertEquals("three", failed.failure().message());
      }
    }
    assertEquals(2, failures);
    assertEquals(18, good.size());
  }

  @Test
  void r10_4_onErrorTakesFailedElements() {
    List<Batch.Failed> failed = new ArrayList<>();
    List<Integer> good = new ArrayList<>();
    withFailures(20).onError(failed::add).forEach(good::add);
    assertEquals(inputs(20).stream().filter(i -> i % 10 != 3).toList(), good);
    assertEquals(List.of(3, 13), failed.stream().map(Batch.Failed::index).toList());
    assertEquals(13, failed.get(1).input());
    assertTrue(failed.get(0).error() instanceof TaskFailedException);
  }

  @Test
  void r10_5_reduceFolds() {
    squarer();
    Batch<Integer> batch = room.client().batch("square", inputs(50), Integer.class);
    assertEquals(40_425, batch.reduce(0, Integer::sum));
    assertThrows(TaskFailedException.class, () -> withFailures(5).reduce(0, Integer::sum));
  }

  @Test
  void r10_6_endIsHeardOnceThoughAWorkerIsLost() {
    boolean leases = room.has(Capability.LEASES);
    AtomicBoolean dead = new AtomicBoolean(leases);
    Room doomed = room.through(Links.jobs(link -> new Abandoning(link, dead::get)));
    AtomicInteger begun = new AtomicInteger();
    doomed
        .worker("lease", "PT0.5S", "concurrency", 2)
        .handle(
            "part",
            task -> {
              if (begun.incrementAndGet() <= 2) {
                return "lost on the way";
              }
              dead.set(false);
              return "done";
            })
        .start();
    AtomicInteger ends = new AtomicInteger();
    AtomicReference<Batch.Summary> summary = new AtomicReference<>();
    Batch<String> batch = room.client().batch("part", inputs(10), String.class);
    batch.onEnd(
        end -> {
          summary.set(end);
          ends.incrementAndGet();
        });
    Until.holds("the batch has ended", () -> ends.get() > 0);
    Until.passes(Duration.ofMillis(200));
    assertEquals(new Batch.Summary(10, 0, 0), summary.get());
    AtomicInteger late = new AtomicInteger();
    batch.onEnd(end -> late.incrementAndGet());
    assertEquals(1, late.get(), "at once, where all have ended");
    assertEquals(1, ends.get());
  }

  @Test
  void r10_7_thousandElementsCostAHandfulOfCalls() {
    Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    Client client =
        room.through(
                new Links(
                    link -> counted(JobLink.class, link, calls),
                    link -> counted(MessageLink.class, link, calls)))
            .client();
    room.worker().handle("square", task -> number(task) * number(task)).start();
    Batch<Integer> batch = client.batch("square", inputs(1_000), Integer.class);
    assertEquals(332_833_500, batch.reduce(0, Integer::sum));
    assertTrue(calls("submit", calls) <= 5, () -> "calls: " + calls);
    assertTrue(calls("append", calls) <= 5, () -> "calls: " + calls);
    assertTrue(calls("find", calls) <= 20, () -> "calls: " + calls);
  }

  private static int calls(String name, Map<String, AtomicInteger> calls) {
    return calls.getOrDefault(name, new AtomicInteger()).get();
  }

  private static <L> L counted(Class<L> type, L link, Map<String, AtomicInteger> calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls
                  .computeIfAbsent(method.getName(), name -> new AtomicInteger())
                  .incrementAndGet();
              try {
                return method.invoke(link, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  @Test
  void r10_8_cancelEndsWhatHasNotEnded() {
    if (!cancels()) {
      return;
    }
    Gate first = new Gate();
    room.worker("concurrency", 1)
        .handle(
            "cancel",
            task -> {
              first.open();
              Until.within(Until.BOUND, task::isCancelled);
              task.throwIfCancelled();
              return "not cancelled";
            })
        .start();
    Batch<String> batch = room.client().batch("cancel", inputs(20), String.class);
    AtomicReference<Batch.Summary> summary = new AtomicReference<>();
    batch.onEnd(summary::set);
    first.passDeaf();
    batch.cancel();
    Until.holds("the batch has ended", () -> summary.get() != null);
    assertEquals(new Batch.Summary(0, 0, 20), summary.get());
  }
}
