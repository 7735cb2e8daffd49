package io.revolve.provider.gearman;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Kills servers in turns while a client hands over tasks, and accounts for each task. */
final class Killing {
  private static final String SEED = "servers.seed";
  private static final int AT_ONCE = 10;
  private static final Duration PAUSE = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String namespace = "killing-" + UUID.randomUUID().toString().substring(0, 8);
  private final long seed = Long.getLong(SEED, System.nanoTime() & 0xffff_ffffL);
  private final Random random = new Random(seed);
  private final String mode;
  private final List<GearmanServer> servers;
  private final Map<Integer, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final Set<Integer> probed = ConcurrentHashMap.newKeySet();
  private final Queue<Handed> handed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean isOver;

  private record Handed(int number, Heard heard) {}

  Killing(String mode, List<GearmanServer> servers) {
    this.mode = mode;
    this.servers = servers;
  }

  /**
   * What came of it.
   *
   * @param text all figures
   * @param kills how many servers were killed
   * @param slowest the longest time from the start of a server until the worker took a job from it
   * @param faults what must not be
   */
  record Report(String text, int kills, Duration slowest, List<String> faults) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Kills for some time; then all servers are there, and all tasks have to end. */
  Report run(Duration time) {
    List<Duration> again = new ArrayList<>();
    try (Room room = room(servers)) {
      room.worker("concurrency", 8)
          .handle("count", this::count)
          .handle("probe", this::probe)
          .start();
      Client client = room.client("timeout", "PT20S");
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(room, client));
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() - end < 0) {
        Until.passes(Duration.ofMillis(random.nextInt(500)));
        again.add(kill(servers.get(random.nextInt(servers.size())), again.size()));
      }
      isOver = true;
      load.join();
      List<Handed> open = new ArrayList<>(handed);
      Until.within(
          PATIENCE,
          () -> {
            client.read();
            open.removeIf(each -> each.heard().hasEnded());
            return open.isEmpty();
          });
      Until.passes(Duration.ofSeconds(1)); // What would end a second time.
      client.read();
    }
    return report(again);
  }

  /** Kills a server and starts it again; how long it takes until the worker takes jobs from it. */
  private Duration kill(GearmanServer victim, int number) {
    victim.kill();
    Until.passes(Duration.ofMillis(random.nextInt(1500)));
    victim.start();
    long begin = System.nanoTime();
    try (Room alone = room(List.of(victim))) {
      alone.client().handle(alone.task("probe", "payload", number));
      Until.holds("the worker takes a job of a server that is back", () -> probed.contains(number));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Room room(List<GearmanServer> at) {
    int[] ports = at.stream().mapToInt(GearmanServer::port).toArray();
    return new Room(
        any -> Map.of("provider", "gearman", "gearman", Rooms.section(namespace, mode, ports)));
  }

  private Object count(RunningTask task) throws InterruptedException {
    int number = Objects.requireNonNull(task.payload(Integer.class));
    runs.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
    task.write("said", number);
    Thread.sleep(ThreadLocalRandom.current().nextInt(20));
    return number;
  }

  private @Nullable Object probe(RunningTask task) {
    probed.add(Objects.requireNonNull(task.payload(Integer.class)));
    return null;
  }

  private void load(Room room, Client client) {
    int next = 0;
    while (!isOver) {
      List<Task> tasks = new ArrayList<>(AT_ONCE);
      for (int i = 0; i < AT_ONCE; i++) {
        Task task = room.task("count", "payload", next);
        handed.add(new Handed(next++, Heard.of(task, "said")));
        tasks.add(task);
      }
      while (!isHandedOver(client, tasks)) {
        refusals.incrementAndGet();
      }
      client.read();
      Until.passes(PAUSE);
    }
  }

  private static boolean isHandedOver(Client client, List<Task> tasks) {
    try {
      client.handleAll(tasks);
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  private Report report(List<Duration> again) {
    List<String> faults = new ArrayList<>();
    int gaps = 0;
    for (Handed each : handed) {
      List<String> ends = each.heard().endings();
      if (!ends.equals(List.of("completed"))) {
        faults.add(
            "task " + each.number() + " ended as " + ends + ", runs: " + runs.get(each.number()));
      } else if (!each.heard().texts("completed").equals(List.of("" + each.number()))) {
        faults.add("task " + each.number() + " has another's result");
      }
      gaps += each.heard().messages("revolve:gap").size();
    }
    long doubled = runs.values().stream().filter(each -> each.get() > 1).count();
    Duration slowest = again.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    String text =
        String.format(
            Locale.ROOT,
            """
            %s, -D%s=%d: %,d tasks, %d kills, jobs taken again after %d ms at most
              run more than once: %d; refused and handed over again: %d; gaps reported: %d
              faults: %d %s\
            """,
            mode,
            SEED,
            seed,
            handed.size(),
            again.size(),
            slowest.toMillis(),
            doubled,
            refusals.get(),
            gaps,
            faults.size(),
            faults.stream().limit(10).toList());
    return new Report(text, again.size(), slowest, faults);
  }
}
