package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Batch;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules R5.1 to R5.4: a worker that is stopped leaves nothing behind. */
public abstract class DrainContract extends Contract {

  @Test
  void r5_1_runningTaskGetsTheDrainTime() throws InterruptedException {
    Gate started = new Gate();
    Gate gate = new Gate();
    Worker worker = room.worker("drain", "PT20S");
    worker
        .handle(
            "drain",
            task -> {
              started.open();
              gate.pass();
              return "in time";
            })
        .start();
    Client client = room.client();
    Task task = room.task("drain");
    Heard heard = Heard.of(task);
    client.handle(task);
    started.passDeaf();
    worker.stop();
    assertTrue(!worker.await(Duration.ofMillis(200)), "it waits for its task");
    gate.open();
    assertTrue(worker.await(Until.BOUND), "it ends with its task");
    Room.read(client, "the task ends", heard::hasEnded);
    assertEquals(List.of("started", "completed"), heard.events());
    assertEquals("in time", task.result(String.class));
    assertEquals(0, worker.stats().returned());
  }

  @Test
  void r5_2_unfinishedTaskIsBackInTheQueueAtOnce() throws InterruptedException {
    Gate started = new Gate();
    Worker worker = room.worker("drain", "PT0.2S", "lease", "PT1M");
    worker
        .handle(
            "return",
            task -> {
              started.open();
              Until.passes(Duration.ofMinutes(1));
              return "too late";
            })
        .start();
    Client client = room.client();
    Task task = room.task("return");
    Heard heard = Heard.of(task);
    client.handle(task);
    started.passDeaf();
    long begin = System.nanoTime();
    worker.stop();
    assertTrue(worker.await(Until.BOUND));
    room.worker().handle("return", running -> "elsewhere, run " + running.attempt()).start();
    Room.read(client, "the task ends", heard::hasEnded);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toSeconds() < 10, "back at once, not after the lease: " + took);
    assertEquals("elsewhere, run 2", task.result(String.class));
    assertEquals(List.of("completed"), heard.endings());
    assertEquals(1, worker.stats().returned());
  }

  @Test
  void r5_3_stoppedWorkerTakesNothingMore() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    Worker worker = room.worker("prefetch", 10);
    worker.handle("more", task -> runs.incrementAndGet()).start();
    Client client = room.client();
    run(client, room.task("more"));
    worker.stop();
    assertTrue(worker.await(Until.BOUND));
    Task task = room.task("more");
    Heard heard = Heard.of(task);
    client.handle(task);
    Until.passes(Duration.ofMillis(300));
    assertEquals(1, runs.get());
    Queue<String> others = new ConcurrentLinkedQueue<>();
    room.worker().handle("more", running -> others.add("other")).start();
    Room.read(client, "another worker takes it", heard::hasEnded);
    assertEquals(1, others.size());
  }

  @Test
  void r5_4_batchCallbackFiresThoughAWorkerStops() {
    AtomicInteger begun = new AtomicInteger();
    Worker first = room.worker("drain", "PT0.1S", "prefetch", 5, "concurrency", 2);
    first
        .handle(
            "part",
            task -> {
              begun.incrementAndGet();
              Until.passes(Duration.ofSeconds(30));
              task.throwIfCancelled();
              return "never";
            })
        .start();
    Client client = room.client();
    Batch<String> batch =
        client.batch("part", IntStream.range(0, 20).boxed().toList(), String.class);
    AtomicInteger ends = new AtomicInteger();
    AtomicReference<Batch.Summary> summary = new AtomicReference<>();
    batch.onEnd(
        end -> {
          summary.set(end);
          ends.incrementAndGet();
        });
    Until.holds("both slots are taken", () -> begun.get() >= 2);
    first.close();
    room.worker().handle("part", task -> "done").start();
    Until.holds("the batch has ended", () -> ends.get() > 0);
    assertEquals(new Batch.Summary(20, 0, 0), summary.get());
    assertEquals(1, ends.get());
  }
}
