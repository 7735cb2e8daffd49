package io.revolve.bench;

import io.revolve.bench.gearman.GearmanBench;
import io.revolve.bench.memcached.MemcachedBench;
import io.revolve.bench.process.ProcessBench;
import io.revolve.bench.redis.RedisBench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures a provider beside the baselines and prints one table: {@code [PROVIDER] [--quick]}. */
public final class Bench {
  private final String provider;
  private final boolean quick;
  private final Table table = new Table();

  private Bench(String provider, boolean quick) {
    this.provider = provider;
    this.quick = quick;
  }

  /** Runs all of it; a few minutes, or about one with {@code --quick}. */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    boolean quick = words.remove("--quick");
    String provider = words.isEmpty() ? "local" : words.get(0);
    if (provider.equals("redis")) {
      new RedisBench(quick).run();
    } else if (provider.equals("memcached")) {
      new MemcachedBench(quick).run();
    } else if (provider.equals("gearman")) {
      new GearmanBench(quick).run();
    } else if (provider.equals("process")) {
      new ProcessBench(quick).run();
    } else {
      new Bench(provider, quick).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Runtime jvm = Runtime.getRuntime();
    System.out.printf(
        "%s, JDK %s, %d cores, heap %d MiB, payload %d bytes%s%n%n",
        provider,
        Runtime.version(),
        jvm.availableProcessors(),
        jvm.maxMemory() >> 20,
        100,
        quick ? ", quick" : "");
    pool(1);
    pool(2);
    jobRunr(2);
    jobRunr(0);
    idle();
    million();
    table.print();
    System.out.printf(
        "%nmeasured in %d s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private void pool(int workers) throws InterruptedException {
    say("beside a thread pool with " + workers + " threads");
    Round round = quick ? new Round(30_000, 1024, 2_000) : new Round(100_000, 1024, 10_000);
    try (Contender pool = new Pool(workers);
        Contender listener = new Revolve(provider, workers, Revolve.Ear.LISTENER);
        Contender future = new Revolve(provider, workers, Revolve.Ear.FUTURE)) {
      List<Contender> all = List.of(pool, listener, future);
      Race race = new Race(all, List.of(round, round, round));
      List<Sample> results = race.run(quick ? 2 : 3, quick ? 3 : 9);
      for (int i = 1; i < all.size(); i++) {
        String who = all.get(i).name() + " / " + pool.name() + ": ";
        Sample base = results.get(0);
        Sample ours = results.get(i);
        table.row(
            who + "throughput",
            workers,
            "/s",
            base.perSecond(),
            ours.perSecond(),
            Target.atLeast(0.5));
        table.row(
            who + "median latency",
            workers,
            "µs",
            base.median() / 1e3,
            ours.median() / 1e3,
            Target.atMost(3));
        table.row(
            who + "p99 latency", workers, "µs", base.p99() / 1e3, ours.p99() / 1e3, Target.NONE);
        table.row(who + "CPU", workers, "µs/task", base.cpu() / 1e3, ours.cpu() / 1e3, Target.NONE);
        table.row(who + "allocation", workers, "B/task", base.bytes(), ours.bytes(), Target.NONE);
      }
    }
  }

  /** With 0, JobRunr has as many workers as it takes by itself, and Revolve the same two. */
  private void jobRunr(int workers) throws InterruptedException {
    String of = workers == 0 ? "its usual number of workers" : workers + " workers";
    say("beside JobRunr with " + of);
    // All of JobRunr's jobs are under way at once: with fewer, it would mostly wait for its poll.
    // Its
    // latency is that of jobs which come now and then, as it looks again at once after each one.
    Round theirs = quick ? new Round(200, 200, 5, 400) : new Round(1_000, 1_000, 20, 400);
    Round ours = new Round(100_000, 1024, theirs.single(), theirs.pause());
    try (Contender jobRunr = new JobRunrServer(workers);
        Contender revolve = new Revolve(provider, 2, Revolve.Ear.LISTENER)) {
      Race race = new Race(List.of(jobRunr, revolve), List.of(theirs, ours));
      List<Sample> results = race.run(1, quick ? 2 : 5);
      String who = "listener / JobRunr with " + of + ": ";
      Sample a = results.get(0);
      Sample b = results.get(1);
      table.row(who + "throughput", 2, "/s", a.perSecond(), b.perSecond(), Target.atLeast(100));
      table.row(
          who + "median latency", 2, "µs", a.median() / 1e3, b.median() / 1e3, Target.atMost(0.01));
      table.row(who + "allocation", 2, "B/task", a.bytes(), b.bytes(), Target.NONE);
    }
  }

  private void idle() throws IOException, InterruptedException {
    say("an idle worker");
    String seconds = quick ? "10" : "30";
    double bare = ChildJvm.run(Idle.class, List.of(), "none", seconds).getOrDefault("process", 0.0);
    Map<String, Double> worker = ChildJvm.run(Idle.class, List.of(), provider, seconds);
    double threads = worker.getOrDefault("threads", 100.0);
    double process = worker.getOrDefault("process", 100.0);
    String target = "under 0.1 %";
    table.row(
        "idle worker: its threads", Table.number(threads) + " % of a core", target, threads < 0.1);
    table.row(
        "idle worker: its JVM, less one that only sleeps (" + Table.number(bare) + " %)",
        Table.number(process - bare) + " % of a core",
        target,
        process - bare < 0.1);
  }

  private void million() throws IOException, InterruptedException {
    say("a million queued tasks");
    Map<String, Double> figures = ChildJvm.run(Million.class, List.of("-Xmx1g"), provider);
    double bytes = figures.getOrDefault("bytes", 0.0);
    table.row(
        "1,000,000 queued tasks with -Xmx1g",
        Table.number(bytes) + " B/task",
        "fit",
        figures.containsKey("donePerSecond"));
    System.err.println("  " + figures);
  }

  private static void say(String what) {
    System.err.println("measuring " + what + " ...");
  }
}
