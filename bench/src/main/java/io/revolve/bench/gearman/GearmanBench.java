package io.revolve.bench.gearman;

import io.revolve.bench.Child;
import io.revolve.bench.Figures;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Revolve on Gearman beside libgearman and ext-gearman, all on one server: first round trips with
 * some tasks under way, then a queue that is filled and worked off, then a large echo, then idling.
 * Contenders take turns round by round; the table has medians.
 */
public final class GearmanBench {
  private static final List<Integer> IN_FLIGHT = List.of(1, 8, 64);
  private static final Map<Integer, Double> LEAST = Map.of(1, 1.0, 8, 2.5, 64, 5.0);
  private static final int PARK_AT_ONCE = 64;
  private static final int ECHO = 100 << 20;

  private final boolean quick;
  private final Figures figures = new Figures();
  private final Table table = new Table();

  /** A run that has not begun; a quick one has fewer and shorter rounds. */
  public GearmanBench(boolean quick) {
    this.quick = quick;
  }

  /** Runs all of it. */
  public void run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (GearmanServer gearmand = new GearmanServer();
        Programs programs = new Programs()) {
      System.out.printf(
          "gearmand %s, JDK %s, %d cores, payload 100 bytes%s%n%n",
          gearmand.version(),
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          quick ? ", quick" : "");
      race(gearmand, programs);
      echo(gearmand);
      idle(gearmand);
    }
    rows();
    table.print();
    System.out.printf("%nmeasured in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
  }

  /** All contenders alive all the time. */
  private void race(GearmanServer gearmand, Programs programs)
      throws IOException, InterruptedException {
    Map<Peer, Child> backs = new EnumMap<>(Peer.class);
    Map<Peer, Child> fronts = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : Peer.values()) {
        backs.put(peer, peer.start(programs, "back", gearmand.port()));
        fronts.put(peer, peer.start(programs, "front", gearmand.port()));
      }
      int warm = quick ? 2 : 3; // A JVM compiles on during its first rounds.
      int rounds = warm + (quick ? 3 : 7);
      say("round trips");
      for (int round = 0; round < rounds; round++) {
        for (int inFlight : IN_FLIGHT) {
          for (Peer peer : Peer.values()) {
            flight(peer, child(fronts, peer), inFlight, round >= warm);
          }
        }
      }
      say("a queue of many");
      for (int round = 0; round < rounds; round++) {
        for (Peer peer : Peer.values()) {
          queue(gearmand, peer, child(fronts, peer), child(backs, peer), round >= warm);
        }
      }
    } finally {
      fronts.values().forEach(Child::close);
      backs.values().forEach(Child::close);
    }
  }

  private void flight(Peer peer, Child front, int inFlight, boolean counts) throws IOException {
    int tasks = inFlight == 1 ? peer.single : inFlight == 64 ? peer.tasks : peer.tasks / 2;
    tasks = (quick ? tasks / 4 : tasks) / 64 * 64;
    Map<String, Double> answer = front.ask("flight " + tasks + " " + inFlight);
    if (counts) {
      figures.add(peer.title, inFlight + " in flight", answer, "perSecond");
    }
  }

  private void queue(GearmanServer gearmand, Peer peer, Child front, Child back, boolean counts)
      throws IOException, InterruptedException {
    int tasks = (quick ? 20_000 : 100_000) / PARK_AT_ONCE * PARK_AT_ONCE;
    Map<String, Double> parked = front.ask("park " + tasks + " " + PARK_AT_ONCE);
    Map<String, Double> drained = back.ask("drain " + tasks);
    gearmand.awaitNoJobs();
    if (counts) {
      figures.add(peer.title, "batches of 64", parked, "perSecond");
      figures.add(peer.title, "drain", drained, "perSecond");
    }
  }

  /** In a JVM that could not hold a third copy. */
  private void echo(GearmanServer gearmand) throws IOException {
    say("a large echo");
    List<String> flags = List.of("-Xmx290m", "-XX:MaxDirectMemorySize=8m");
    try (Child child = Peer.revolve(flags, "echo", gearmand.port())) {
      for (int round = 0; round < (quick ? 3 : 7); round++) {
        Map<String, Double> answer = child.ask("echo " + ECHO);
        figures.add(Peer.REVOLVE.title, "echo seconds", answer, "seconds");
        figures.add(Peer.REVOLVE.title, "echo copies", answer, "copies");
      }
    }
  }

  /** A worker without clients that has done something. */
  private void idle(GearmanServer gearmand) throws IOException, InterruptedException {
    say("idling");
    List<String> none = List.of();
    try (Child bare = Peer.revolve(none, "none", gearmand.port())) {
      idle(bare, "bare", null);
    }
    try (Relay relay = new Relay(gearmand.port());
        Child worker = Peer.revolve(none, "back", relay.port())) {
      try (Child front = Peer.revolve(none, "front", gearmand.port())) {
        Map<String, Double> unused = front.ask("flight 100 1");
      }
      idle(worker, "worker", relay);
    }
  }

  private void idle(Child child, String who, @Nullable Relay relay)
      throws IOException, InterruptedException {
    int seconds = quick ? 15 : 30;
    Map<String, Double> first = child.ask("meter");
    for (int i = 0; i < 40; i++) {
      Thread.sleep(100); // The start is not idling, nor is the first use of the meter.
      first = child.ask("meter");
    }
    long packets = relay == null ? 0 : relay.packets();
    long start = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double elapsed = System.nanoTime() - start;
    if (relay != null) {
      double each = (relay.packets() - packets) / (elapsed / 1e9);
      figures.add(Peer.REVOLVE.title, who + " packets", each);
    }
    Map<String, Double> last = child.ask("meter");
    for (String part : List.of("threads", "process")) {
      double nanos = last.getOrDefault(part, 0.0) - first.getOrDefault(part, 0.0);
      figures.add(Peer.REVOLVE.title, who + " " + part, 100 * nanos / elapsed);
    }
  }

  private void rows() {
    for (int inFlight : IN_FLIGHT) {
      String measure = inFlight + " in flight";
      against(Peer.C, measure, Target.atLeast(LEAST.getOrDefault(inFlight, 0.0)));
      against(Peer.PHP, measure, Target.NONE);
    }
    against(Peer.C, "drain", Target.atLeast(4));
    against(Peer.PHP, "drain", Target.atLeast(4));
    against(Peer.C, "batches of 64", Target.atLeast(0.8));
    against(Peer.PHP, "batches of 64", Target.NONE);
    double seconds = ours("echo seconds");
    table.row("echo of 100 MB", Table.number(seconds) + " s", "under 1 s", seconds < 1);
    double copies = ours("echo copies");
    table.row("echo of 100 MB", Table.number(copies) + " copies", "under 3", copies < 3);
    double bare = ours("bare process");
    double process = ours("worker process") - bare;
    share("idle worker: its threads", ours("worker threads"));
    share("idle worker: its JVM, less a bare one (" + Table.number(bare) + " %)", process);
    double packets = ours("worker packets");
    table.row(
        "idle worker: to and from gearmand",
        Table.number(packets) + " packets/s",
        "under 5",
        packets < 5);
  }

  private void share(String what, double percent) {
    table.row(what, Table.number(percent) + " % of a core", "under 0.2 %", percent < 0.2);
  }

  private void against(Peer peer, String measure, Target target) {
    double base = figures.median(peer.title, measure);
    table.row(measure + " / " + peer.title, 1, "/s", base, ours(measure), target);
  }

  private double ours(String measure) {
    return figures.median(Peer.REVOLVE.title, measure);
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
