package io.revolve.bench.process;

import io.revolve.bench.Table;
import java.io.IOException;
import java.util.List;

/** All that is measured of processes, part by part. */
public final class ProcessBench {
  private static final List<Part> PARTS =
      List.of(new PoolBench(), new JobServerBench(), new DispatcherBench());

  private final boolean quick;

  /** A run that has not begun; a quick one has fewer rounds. */
  public ProcessBench(boolean quick) {
    this.quick = quick;
  }

  /** Runs all of it. */
  public void run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    System.out.printf(
        "processes, JDK %s, %d cores%s%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), quick ? ", quick" : "");
    Table table = new Table();
    for (Part part : PARTS) {
      part.measure(table, quick);
    }
    table.print();
    System.out.printf("%nmeasured in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
  }
}
