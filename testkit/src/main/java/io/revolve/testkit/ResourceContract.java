package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.Message;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rules R8.1 to R8.4: threads, time and memory are bounded and given back. */
@ResourceLock(Contract.SHARED) // Measures threads, time and memory of the whole JVM.
public abstract class ResourceContract extends Contract {

  @Test
  void r8_1_noMoreTasksRunAtOnceThanTheWorkersConcurrency() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    room.worker("concurrency", 3)
        .handle(
            "narrow",
            task -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Until.passes(Duration.ofMillis(5));
              now.decrementAndGet();
              return runs.incrementAndGet();
            })
        .start();
    Client client = room.client();
    run(client, room.task("narrow"));
    int before = Thread.activeCount();
    client.handleAll(IntStream.range(0, 100).mapToObj(i -> room.task("narrow")).toList());
    Until.holds("half of them ran", () -> runs.get() > 50);
    assertTrue(Thread.activeCount() <= before + 8, "no thread for each task");
    Until.holds("all ran", () -> runs.get() == 101);
    assertEquals(3, most.get());
  }

  @Test
  void r8_1_oneLongTaskAmongQuickOnesLeavesTheOtherThreadsToOthers() {
    Gate gate = new Gate();
    AtomicInteger inside = new AtomicInteger();
    room.worker("concurrency", 2)
        .handle("quick", task -> null)
        .handle(
            "long",
            task -> {
              inside.incrementAndGet();
              gate.pass();
              return null;
            })
        .start();
    Client client = room.client();
    for (int i = 0; i < 60; i++) {
      run(client, room.task("quick"));
    }
    Task held = room.task("long");
    client.handle(held);
    Until.holds("it runs", () -> inside.get() == 1);
    run(client, room.task("quick"));
    gate.open();
    Room.read(client, "it ends", () -> client.hasCompleted(held));
  }

  @Test
  void r8_2_idleWorkerBurnsNoTime() {
    Client client = room.client();
    room.worker("queues", List.of("a", "b", "c")).handle("idle", task -> null).start();
    run(client, room.task("idle", "queue", "b"));
    Until.passes(Duration.ofMillis(500));
    // What earlier tests have closed may take its time to end; what burns time here never rests.
    List<String> busy = busy();
    for (int looks = 1; looks < 3 && !busy.isEmpty(); looks++) {
      busy = busy();
    }
    assertEquals(List.of(), busy, "an idle client and worker use a hundredth of a core");
  }

  private static List<String> busy() {
    Duration watched = Duration.ofSeconds(3);
    Map<Long, Long> before = threadTimes();
    Until.passes(watched);
    List<String> busy = new ArrayList<>();
    double all = 0;
    for (Map.Entry<Long, Long> each : threadTimes().entrySet()) {
      long nanos = each.getValue() - before.getOrDefault(each.getKey(), 0L);
      double share = nanos / (double) watched.toNanos();
      all += share;
      if (share > 0.001) {
        busy.add(share + " of a core: " + name(each.getKey()));
      }
    }
    return all < 0.01 ? List.of() : busy;
  }

  private static Map<Long, Long> threadTimes() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> times = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      if (id != Thread.currentThread().getId()) {
        times.put(id, Math.max(0, threads.getThreadCpuTime(id)));
      }
    }
    return times;
  }

  private static String name(long id) {
    ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(id, 8);
    return thread == null ? "a thread that has ended" : thread.toString();
  }

  @Test
  void r8_3_thousandClientsAndWorkersComeAndGo() {
    Set<Long> before = threads();
    for (int round = 0; round < 10; round++) {
      try (Room here = new Room(fixture())) {
        List<Worker> workers =
            IntStream.range(0, 50)
                .mapToObj(i -> here.worker("concurrency", 1).handle("come", task -> "gone").start())
                .toList();
        List<Client> clients = IntStream.range(0, 50).mapToObj(i -> here.client()).toList();
        run(clients.get(0), here.task("come"));
        // Half are closed by themselves, half with what made them.
        workers.subList(0, 25).forEach(Worker::close);
        clients.subList(0, 25).forEach(Client::close);
      }
    }
    Until.holds(
        "no thread is left",
        () -> {
          Set<Long> left = threads();
          left.removeAll(before);
          return left.size() <= 2;
        });
  }

  private static Set<Long> threads() {
    // Those of the JVM's own pool come and go as they like.
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .map(Thread::getId)
        .collect(Collectors.toSet());
  }

  @Test
  void r8_4_slowClientBoundsMemoryAndLosesNoUserEvent() {
    int progress = 200_000;
    int events = 2_000;
    Client client = room.client("history", 5_000);
    Task task = room.task("chatty");
    Heard heard = Heard.of(task, "said");
    AtomicInteger done = new AtomicInteger();
    room.worker()
        .handle(
            "chatty",
            running -> {
              for (int i = 1; i <= progress; i++) {
                running.progress(i, progress);
                if (i % (progress / events) == 0) {
                  running.write("said", i / (progress / events));
                }
              }
              return done.incrementAndGet();
            })
        .start();
    long before = Heap.used();
    client.handle(task);
    Until.holds("the chatty worker is done though nobody reads", () -> done.get() == 1);
    long used = Heap.used() - before;
    assertTrue(used < 48L << 20, "memory of what was not read: " + used);
    Room.read(client, "the end is heard", heard::hasEnded);
    assertEquals(
        IntStream.rangeClosed(1, events).mapToObj(Integer::toString).toList(), heard.texts("said"));
    List<Message> heardProgress = heard.messages("progress");
    assertTrue(heardProgress.size() <= progress / 10, "coalesced to " + heardProgress.size());
    assertEquals(List.of("completed"), heard.endings());
    assertEquals(List.of(), heard.messages("revolve:gap"));
  }
}
