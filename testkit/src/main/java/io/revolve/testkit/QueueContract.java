package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.QueueStatus;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.spi.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rules R9.1 to R9.8: when and in which order tasks are handed out. */
public abstract class QueueContract extends Contract {

  @Test
  void r9_1_delayedTaskNeverRunsEarly() {
    if (!delays()) {
      return;
    }
    AtomicLong ran = new AtomicLong();
    room.worker()
        .handle(
            "late",
            task -> {
              ran.set(System.nanoTime());
              return null;
            })
        .start();
    Client client = room.client();
    long begin = System.nanoTime();
    run(client, room.task("late", "delay", "PT1.2S"));
    Duration waited = Duration.ofNanos(ran.get() - begin);
    assertTrue(waited.toMillis() >= 1_180, "not early: " + waited);
    assertTrue(waited.toMillis() < 6_000, "not much later: " + waited);
  }

  @Test
  void r9_2_higherPriorityGoesFirst() {
    Client client = room.client();
    if (!declared(
        Capability.PRIORITY, () -> client.handle(room.task("first", "priority", "high")))) {
      return;
    }
    List<Task> tasks = new ArrayList<>();
    for (String priority : List.of("low", "normal", "high", "low", "normal", "high")) {
      for (int i = 0; i < 5; i++) {
        tasks.add(room.task("order", "payload", priority, "priority", priority));
      }
    }
    tasks.forEach(client::handle);
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    room.worker("concurrency", 1)
        .handle("order", task -> order.add(String.valueOf(task.payload(String.class))))
        .start();
    Until.holds("all run", () -> order.size() == 30);
    List<String> expected = new ArrayList<>();
    for (String priority : List.of("high", "normal", "low")) {
      for (int i = 0; i < 10; i++) {
        expected.add(priority);
      }
    }
    assertEquals(expected, List.copyOf(order));
  }

  @Test
  void r9_3_queuesAreServedByWeightAndNoneStarves() {
    Client client = room.client();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      tasks.add(room.task("weigh", "queue", "heavy", "payload", "heavy"));
      tasks.add(room.task("weigh", "queue", "light", "payload", "light"));
    }
    client.handleAll(tasks);
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    room.worker("concurrency", 1, "queues", Map.of("heavy", 3, "light", 1))
        .handle("weigh", task -> order.add(String.valueOf(task.payload(String.class))))
        .start();
    Until.holds("all run", () -> order.size() == 800);
    List<String> first = new ArrayList<>(order).subList(0, 400);
    long light = first.stream().filter("light"::equals).count();
    assertTrue(light >= 60 && light <= 140, "of 400, a quarter is light: " + light);
  }

  @Test
  void r9_4_uniqueKeyMakesOneTask() {
    Client client = room.client();
    if (!declared(Capability.UNIQUE, () -> client.handle(room.task("once", "unique", "key")))) {
      return;
    }
    AtomicInteger runs = new AtomicInteger();
    Task first = room.task("once", "unique", "key");
    Task second = room.task("once", "unique", "key");
    Task other = room.task("once", "unique", "another");
    Heard heardFirst = Heard.of(first);
    Heard heardOther = Heard.of(other);
    client.handle(first).handle(second).handle(other);
    assertEquals(first.id(), second.id());
    assertNotEquals(first.id(), other.id());
    room.worker().handle("once", task -> runs.incrementAndGet()).start();
    Room.read(client, "both end", () -> heardFirst.hasEnded() && heardOther.hasEnded());
    Room.read(client, "the duplicate ends too", () -> client.hasCompleted(second));
    assertEquals(2, runs.get());
    assertEquals(List.of("completed"), heardFirst.endings());
    run(client, room.task("once", "unique", "key"));
    assertEquals(3, runs.get(), "the key is free after the end");
  }

  @Test
  void r9_5_queuesAreCounted() {
    Client client = room.client();
    if (!declared(Capability.COUNTS, () -> client.queues().list())) {
      return;
    }
    client.handle(room.task("count", "queue", "counted"));
    client.handle(room.task("count", "queue", "counted"));
    boolean delays = room.has(Capability.DELAY);
    if (delays) {
      client.handle(room.task("count", "queue", "counted", "delay", "PT1H"));
    }
    assertEquals(
        new QueueStatus("counted", 2, delays ? 1 : 0, 0, 0, false), queue(client, "counted"));
    Gate gate = new Gate();
    room.worker("queues", List.of("counted"), "concurrency", 1)
        .handle(
            "count",
            task -> {
              gate.pass();
              return null;
            })
        .start();
    Until.holds("one runs", () -> queue(client, "counted").running() == 1);
    assertEquals(1, queue(client, "counted").waiting());
    gate.open();
    Until.holds("none waits", () -> queue(client, "counted").waiting() == 0);
  }

  private static QueueStatus queue(Client client, String name) {
    return client.queues().list().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void r9_6_pausedQueueHandsOutNothing() {
    Client client = room.client();
    if (!declared(Capability.QUEUE_CONTROL, () -> client.queues().pause("default"))) {
      return;
    }
    client.queues().pause("default");
    room.worker("queues", List.of("default", "open")).handle("any", task -> null).start();
    Task task = room.task("any");
    Heard heard = Heard.of(task);
    client.handle(task);
    run(client, room.task("any", "queue", "open"));
    Until.passes(Duration.ofMillis(300));
    client.read();
    assertEquals(List.of(), heard.events());
    if (room.has(Capability.COUNTS)) {
      assertTrue(queue(client, "default").paused());
    }
    client.queues().resume("default");
    Room.read(client, "it runs", heard::hasEnded);
  }

  @Test
  void r9_7_purgedTasksAreCancelled() {
    Client client = room.client();
    if (!declared(Capability.QUEUE_CONTROL, () -> client.queues().purge("default"))) {
      return;
    }
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tasks.add(room.task("purged"));
    }
    List<Heard> heard = tasks.stream().map(Heard::of).toList();
    client.handleAll(tasks);
    Task kept = room.task("purged", "queue", "kept");
    client.handle(kept);
    assertEquals(30, client.queues().purge("default"));
    Room.read(client, "all hear it", () -> heard.stream().allMatch(Heard::hasEnded));
    AtomicInteger runs = new AtomicInteger();
    room.worker("queues", List.of("default", "kept"))
        .handle("purged", task -> runs.incrementAndGet())
        .start();
    Room.read(client, "the other queue's task runs", () -> client.hasCompleted(kept));
    assertEquals(1, runs.get());
    assertTrue(tasks.stream().allMatch(task -> task.state() == TaskState.CANCELLED));
    assertEquals(List.of("cancelled"), heard.get(0).events());
  }

  @Test
  void r9_8_freeThreadTakesWhatComesThoughTheTaskBeforeItIsLong() {
    AtomicBoolean waits = new AtomicBoolean();
    Gate came = new Gate();
    room.worker("concurrency", 2)
        .handle("short", task -> null)
        .handle(
            "long",
            task -> {
              waits.set(true);
              came.pass();
              return null;
            })
        .handle("free", task -> null)
        .start();
    Client client = room.client();
    for (int i = 0; i < 500; i++) {
      run(client, room.task("short"));
    }
    Task task = room.task("long");
    client.handle(task);
    Until.holds("the long task waits", waits::get);
    run(client, room.task("free"));
    assertFalse(client.hasCompleted(task));
    came.open();
    Room.read(client, "the long task has ended", () -> client.hasCompleted(task));
  }
}
