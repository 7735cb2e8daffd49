package io.revolve.bench.process;

import io.revolve.bench.Figures;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Calls of ten bytes to PHP processes, beside a plain Java pool with the same processes, and beside
 * another pool where there is one. How RoadRunner stood to such a Java pool on a machine of the
 * same kind is known: its share of that is what the targets are made of where it does not run
 * itself.
 */
final class PoolBench implements Part {
  private static final Payload PAYLOAD = Payload.of("0123456789");
  private static final String PLAIN = "plain Java";
  private static final String REVOLVE = "Revolve";
  private static final String PEER = "peer";
  private static final int ALONE = 200_000;

  private final String php =
      System.getProperty("bench.sources", "bench/src/main") + "/php/pool.php";
  private final List<String> command = List.of("php", php);

  /**
   * How it is called.
   *
   * @param roadRunner how many calls RoadRunner's pool answers for one of the plain Java pool
   * @param more how much more than RoadRunner this pool should
   */
  record Case(RelayKind relay, int workers, int callers, double roadRunner, double more) {
    @Override
    public String toString() {
      return relay.name().toLowerCase(Locale.ROOT)
          + ", "
          + workers
          + " processes, "
          + callers
          + (callers == 1 ? " caller" : " callers");
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(RelayKind.PIPES, 1, 1, 0, 0),
          new Case(RelayKind.PIPES, 2, 2, 114.0 / 126, 1),
          new Case(RelayKind.PIPES, 4, 16, 152.0 / 130, 1.2),
          new Case(RelayKind.PIPES, 16, 16, 137.0 / 147, 1),
          new Case(RelayKind.UNIX, 4, 16, 74.0 / 97, 1.3),
          new Case(RelayKind.TCP, 4, 16, 67.0 / 77, 1));

  @Override
  public void measure(Table table, boolean quick) throws IOException, InterruptedException {
    double alone = alone();
    table.row("a PHP process that reads calls from a file", Table.number(alone) + " /s", "", true);
    for (Case each : CASES) {
      race(each, table, quick);
    }
  }

  private void race(Case each, Table table, boolean quick)
      throws IOException, InterruptedException {
    System.err.println("measuring " + each + " ...");
    Figures figures = new Figures();
    try (Calls plain = new PlainPool(command, each.relay(), each.workers(), PAYLOAD);
        Pool pool = Pool.open(settings(each));
        PeerPool peer = each.roadRunner() == 0 ? null : PeerPool.open(each, php)) {
      Calls ours = calls(pool);
      int warm = quick ? 1 : 2;
      int rounds = warm + (quick ? 3 : 7);
      for (int round = 0; round < rounds; round++) {
        measure(figures, PLAIN, Crowd.of(plain, each.callers(), quick ? 1 : 2), round >= warm);
        measure(figures, REVOLVE, Crowd.of(ours, each.callers(), quick ? 1 : 2), round >= warm);
        if (peer != null) {
          measure(figures, PEER, peer.call(quick ? 1 : 2), round >= warm);
        }
      }
    }
    rows(each, figures, table);
  }

  private static void measure(Figures figures, String who, Crowd crowd, boolean counts) {
    if (counts) {
      figures.add(who, "calls/s", crowd.perSecond());
      figures.add(who, "median", crowd.median() / 1e3);
      figures.add(who, "p99", crowd.p99() / 1e3);
      figures.add(who, "cpu", crowd.cpu() / 1e3);
    }
  }

  private static void rows(Case each, Figures figures, Table table) {
    Target target =
        each.roadRunner() == 0 ? Target.NONE : Target.atLeast(each.roadRunner() * each.more());
    rows(each, figures, table, PLAIN, target);
    if (figures.has(PEER)) {
      rows(each, figures, table, PEER, Target.atLeast(each.more()));
    }
  }

  private static void rows(Case each, Figures figures, Table table, String base, Target target) {
    String what = each + " / " + base;
    row(table, what + ": calls", each, figures, base, "calls/s", "/s", target);
    row(table, what + ": median", each, figures, base, "median", "µs", Target.NONE);
    row(table, what + ": p99", each, figures, base, "p99", "µs", Target.NONE);
    row(table, what + ": its CPU", each, figures, base, "cpu", "µs", Target.NONE);
  }

  private static void row(
      Table table,
      String what,
      Case each,
      Figures figures,
      String base,
      String measure,
      String unit,
      Target target) {
    table.row(
        what,
        each.workers(),
        unit,
        figures.median(base, measure),
        figures.median(REVOLVE, measure),
        target);
  }

  private PoolSettings settings(Case each) {
    return PoolSettings.of(command, new Goridge(1 << 20), each.workers()).withRelay(each.relay());
  }

  private static Calls calls(Pool pool) {
    return new Calls() {
      @Override
      public void call() throws Exception {
        if (pool.call(PAYLOAD).body().length != PAYLOAD.body().length) {
          throw new IllegalStateException("another answer");
        }
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }

  /** Calls a second of one PHP process that waits for nobody. */
  private double alone() throws IOException, InterruptedException {
    Goridge goridge = new Goridge(1 << 20);
    Path calls = Files.createTempFile("revolve-bench-", ".calls");
    try {
      try (OutputStream out = Files.newOutputStream(calls)) {
        byte[] many = goridge.call(PAYLOAD);
        for (int i = 0; i < ALONE; i++) {
          out.write(many);
        }
        out.write(goridge.stop());
      }
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("RR_RELAY", "pipes");
      builder.redirectInput(calls.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      long start = System.nanoTime();
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("the PHP process ended with status " + status);
      }
      return ALONE * 1e9 / (System.nanoTime() - start);
    } finally {
      Files.delete(calls);
    }
  }
}
