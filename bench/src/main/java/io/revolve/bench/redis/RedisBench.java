package io.revolve.bench.redis;

import io.revolve.bench.Child;
import io.revolve.bench.Figures;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Revolve on Redis beside its peers, all on one server: first many tasks under way and one at a
 * time, then a queue that is filled, weighed and worked off, then events, then idling. Contenders
 * take turns round by round; the table has medians.
 */
public final class RedisBench {
  private static final int IN_FLIGHT = 1024;
  private static final int PARK_AT_ONCE = 1000;
  private static final List<Integer> BULLMQ_CONCURRENCY = List.of(1, 10, 100);

  private final boolean quick;
  private final Figures figures = new Figures();
  private final Table table = new Table();

  /** A run that has not begun; a quick one has fewer and shorter rounds. */
  public RedisBench(boolean quick) {
    this.quick = quick;
  }

  /** Runs all of it. */
  public void run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RedisServer redis = new RedisServer()) {
      System.out.printf(
          "redis %s, JDK %s, %d cores, payload 100 bytes%s%n%n",
          redis.version(),
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          quick ? ", quick" : "");
      race(redis);
      redis.clear();
      queue(redis);
      redis.clear();
      events(redis);
      redis.clear();
      idle(redis);
    }
    rows();
    table.print();
    System.out.printf("%nmeasured in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
  }

  /** End to end, all contenders alive all the time. */
  private void race(RedisServer redis) throws IOException {
    say("client to completion");
    Map<Peer, Child> backs = new EnumMap<>(Peer.class);
    Map<Peer, Child> fronts = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : Peer.values()) {
        backs.put(peer, peer.back(redis.port()));
        fronts.put(peer, peer.front(redis.port()));
      }
      int warm = quick ? 2 : 3;
      int rounds = quick ? 2 : 7;
      for (int round = 0; round < warm + rounds; round++) {
        for (Peer peer : Peer.values()) {
          boolean counts = round >= warm;
          Child front = child(fronts, peer);
          pipelined(peer, front, peer.atOnce, "pipelined", counts);
          if (peer == Peer.REVOLVE) {
            pipelined(peer, front, 1, "submitted one by one", counts);
          }
          int single = quick ? Math.max(4, peer.single / 4) : peer.single;
          Map<String, Double> answer = front.ask("single " + single);
          if (counts) {
            figures.add(peer.title, "one at a time p50", answer, "median");
            figures.add(peer.title, "one at a time p99", answer, "p99");
          }
        }
      }
    } finally {
      fronts.values().forEach(Child::close);
      backs.values().forEach(Child::close);
    }
  }

  private void pipelined(Peer peer, Child front, int atOnce, String measure, boolean counts)
      throws IOException {
    int tasks = atOnce == peer.atOnce ? peer.tasks : peer.tasks / 5;
    tasks = (quick ? tasks / 2 : tasks) / atOnce * atOnce;
    Map<String, Double> answer = front.ask("pipelined " + tasks + " " + atOnce + " " + IN_FLIGHT);
    if (counts) {
      figures.add(peer.title, measure, answer, "perSecond");
    }
  }

  /** A queue that is filled, weighed, and worked off. */
  private void queue(RedisServer redis) throws IOException {
    say("a queue of many");
    int tasks = quick ? 20_000 : 100_000;
    List<Peer> peers = List.of(Peer.RAW, Peer.REVOLVE, Peer.BULLMQ);
    Map<Peer, Child> backs = new EnumMap<>(Peer.class);
    Map<Peer, Child> fronts = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : peers) {
        backs.put(peer, peer.back(redis.port()));
        fronts.put(peer, peer.front(redis.port()));
      }
      int warm = quick ? 1 : 3; // A JVM compiles on during its first two.
      int rounds = quick ? 1 : 3;
      for (int round = 0; round < warm + rounds; round++) {
        for (Peer peer : peers) {
          List<Integer> ways = peer == Peer.BULLMQ ? BULLMQ_CONCURRENCY : List.of(0);
          for (int concurrency : ways) {
            queue(
                redis,
                peer,
                child(fronts, peer),
                child(backs, peer),
                tasks,
                concurrency,
                round >= warm);
          }
        }
      }
    } finally {
      fronts.values().forEach(Child::close);
      backs.values().forEach(Child::close);
    }
  }

  private void queue(
      RedisServer redis,
      Peer peer,
      Child front,
      Child back,
      int tasks,
      int concurrency,
      boolean counts)
      throws IOException {
    double before = redis.info("used_memory");
    Map<String, Double> parked = front.ask("park " + tasks + " " + PARK_AT_ONCE);
    double bytes = (redis.info("used_memory") - before) / tasks;
    Map<String, Double> drained = back.ask("drain " + tasks + " " + concurrency);
    if (counts) {
      figures.add(peer.title, "batches", parked, "perSecond");
      figures.add(peer.title, "memory", bytes);
      figures.add(
          peer.title, "drain " + (concurrency == 0 ? "" : concurrency), drained, "perSecond");
    }
  }

  private void events(RedisServer redis) throws IOException {
    say("a worker's events");
    int events = quick ? 500 : 2_000;
    List<Peer> peers = List.of(Peer.RAW, Peer.REVOLVE);
    Map<Peer, Child> backs = new EnumMap<>(Peer.class);
    Map<Peer, Child> fronts = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : peers) {
        backs.put(peer, peer.back(redis.port()));
        fronts.put(peer, peer.front(redis.port()));
      }
      for (int round = 0; round < (quick ? 3 : 6); round++) {
        for (Peer peer : peers) {
          Map<String, Double> answer = child(fronts, peer).ask("hear " + events);
          if (round > 0) {
            figures.add(peer.title, "event p50", answer, "median");
            figures.add(peer.title, "event p99", answer, "p99");
          }
        }
      }
    } finally {
      fronts.values().forEach(Child::close);
      backs.values().forEach(Child::close);
    }
  }

  /** A worker without clients, and a client without workers, that both have done something. */
  private void idle(RedisServer redis) throws IOException, InterruptedException {
    say("idling");
    try (Child bare = Peer.bare()) {
      idle(redis, bare, "bare");
    }
    Child back = Peer.REVOLVE.back(redis.port());
    try (back) {
      try (Child front = Peer.REVOLVE.front(redis.port())) {
        Map<String, Double> unused = front.ask("single 100");
      }
      idle(redis, back, "worker");
    }
    try (Child front = Peer.REVOLVE.front(redis.port())) {
      Child worker = Peer.REVOLVE.back(redis.port());
      try (worker) {
        Map<String, Double> unused = front.ask("single 100");
      }
      idle(redis, front, "client");
    }
  }

  private void idle(RedisServer redis, Child child, String who)
      throws IOException, InterruptedException {
    int seconds = quick ? 15 : 30;
    Map<String, Double> first = child.ask("meter");
    for (int i = 0; i < 40; i++) {
      Thread.sleep(100); // The start is not idling, nor is the first use of the meter.
      first = child.ask("meter");
    }
    double commands = redis.info("total_commands_processed");
    long start = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double elapsed = System.nanoTime() - start;
    // One of these is the INFO that began it.
    commands = redis.info("total_commands_processed") - commands - 1;
    Map<String, Double> last = child.ask("meter");
    for (String part : List.of("threads", "process")) {
      double nanos = last.getOrDefault(part, 0.0) - first.getOrDefault(part, 0.0);
      figures.add(Peer.REVOLVE.title, who + " " + part, 100 * nanos / elapsed);
    }
    figures.add(Peer.REVOLVE.title, who + " commands", commands / (elapsed / 1e9));
    if (System.getenv("COMMAND_STATS") != null) {
      System.err.println(redis.commandStats());
    }
  }

  private void rows() {
    against(Peer.BULLMQ, "pipelined", "/s", Target.atLeast(6));
    against(Peer.JESQUE, "pipelined", "/s", Target.atLeast(12));
    against(Peer.REDISSON, "pipelined", "/s", Target.atLeast(25));
    against(Peer.RAW, "pipelined", "/s", Target.atLeast(1 / 3.0));
    row(
        "pipelined, submit() one by one / BullMQ",
        "/s",
        figures.median(Peer.BULLMQ.title, "pipelined"),
        figures.median(Peer.REVOLVE.title, "submitted one by one"),
        Target.NONE);
    against(Peer.BULLMQ, "one at a time p50", "µs", Target.atMost(0.6));
    against(Peer.BULLMQ, "one at a time p99", "µs", Target.atMost(0.3));
    for (Peer peer : List.of(Peer.JESQUE, Peer.REDISSON, Peer.RAW)) {
      against(peer, "one at a time p50", "µs", Target.NONE);
      against(peer, "one at a time p99", "µs", Target.NONE);
    }
    against(Peer.BULLMQ, "batches", "/s", Target.atLeast(4));
    against(Peer.RAW, "batches", "/s", Target.NONE);
    for (int concurrency : BULLMQ_CONCURRENCY) {
      String measure = "drain " + concurrency;
      row(
          "drain / BullMQ with concurrency " + concurrency,
          "/s",
          figures.median(Peer.BULLMQ.title, measure),
          figures.median(Peer.REVOLVE.title, "drain "),
          Target.atLeast(4));
    }
    row(
        "drain / " + Peer.RAW.title,
        "/s",
        figures.median(Peer.RAW.title, "drain "),
        figures.median(Peer.REVOLVE.title, "drain "),
        Target.NONE);
    against(Peer.RAW, "event p50", "µs", Target.atMost(2));
    against(Peer.RAW, "event p99", "µs", Target.NONE);
    against(Peer.BULLMQ, "memory", "B/job", Target.NONE);
    double memory = figures.median(Peer.REVOLVE.title, "memory");
    table.row("memory", Table.number(memory) + " B/job", "under 400", memory < 400);
    for (String who : List.of("worker", "client")) {
      double threads = figures.median(Peer.REVOLVE.title, who + " threads");
      double bare = figures.median(Peer.REVOLVE.title, "bare process");
      double process = figures.median(Peer.REVOLVE.title, who + " process") - bare;
      double commands = figures.median(Peer.REVOLVE.title, who + " commands");
      String of = " % of a core";
      String share = "under 0.2 %";
      table.row("idle " + who + ": its threads", Table.number(threads) + of, share, threads < 0.2);
      table.row(
          "idle " + who + ": its JVM, less a bare one (" + Table.number(bare) + " %)",
          Table.number(process) + of,
          share,
          process < 0.2);
      table.row(
          "idle " + who + ": what Redis sees",
          Table.number(commands) + " commands/s",
          "under 5",
          commands < 5);
    }
  }

  private void against(Peer peer, String measure, String unit, Target target) {
    row(
        measure + " / " + peer.title,
        unit,
        figures.median(peer.title, measure),
        figures.median(Peer.REVOLVE.title, measure),
        target);
  }

  private void row(String measure, String unit, double base, double ours, Target target) {
    table.row(measure, Runtime.getRuntime().availableProcessors(), unit, base, ours, target);
  }

  private static Child child(Map<Peer, Child> children, Peer peer) {
    Child child = children.get(peer);
    if (child == null) {
      throw new IllegalStateException(peer.title + " does not run");
    }
    return child;
  }

  private static void say(String what) {
    System.err.println("measuring " + what + " ...");
  }
}
