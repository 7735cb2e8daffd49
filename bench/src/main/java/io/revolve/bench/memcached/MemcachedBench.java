package io.revolve.bench.memcached;

import com.sun.management.OperatingSystemMXBean;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Messages a second from eight writers to one reader, beside the bare client with the same bytes.
 * Contenders take turns round by round; the table has medians.
 */
public final class MemcachedBench {
  private static final int WRITERS = 8;
  private static final int PIPELINED = 64;

  private final boolean quick;
  private final Table table = new Table();

  /** A run that has not begun; a quick one has fewer and shorter rounds. */
  public MemcachedBench(boolean quick) {
    this.quick = quick;
  }

  /** Runs all of it. */
  public void run() throws Exception {
    long start = System.nanoTime();
    try (MemcachedServer server = new MemcachedServer()) {
      System.out.printf(
          "memcached %s, JDK %s, %d cores, message 100 bytes%s%n%n",
          server.version(),
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          quick ? ", quick" : "");
      idle(server);
      race(server);
    }
    table.print();
    System.out.printf("%nmeasured in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
  }

  private void race(MemcachedServer server) throws Exception {
    int messages = (quick ? 100_000 : 200_000) / (WRITERS * PIPELINED) * WRITERS * PIPELINED;
    Map<String, List<Double>> rates = new TreeMap<>();
    try (Post raw = new RawPost(server.port(), WRITERS, false);
        Post bulk = new RawPost(server.port(), WRITERS, true);
        Post revolve = new RevolvePost(server.port(), WRITERS)) {
      int warm = quick ? 3 : 4;
      int rounds = quick ? 5 : 9;
      for (int round = 0; round < warm + rounds; round++) {
        System.err.println("round " + (round + 1) + " of " + (warm + rounds) + " ...");
        for (Post post : List.of(raw, bulk, revolve)) {
          for (int atOnce : new int[] {PIPELINED, 1}) {
            double rate = round(server, post, atOnce == 1 ? messages / 8 : messages, atOnce);
            if (round >= warm) {
              rates.computeIfAbsent(post.name() + atOnce, any -> new ArrayList<>()).add(rate);
            }
          }
        }
      }
      for (int atOnce : new int[] {PIPELINED, 1}) {
        for (Post base : List.of(raw, bulk)) {
          table.row(
              (atOnce == 1 ? "one at a time" : atOnce + " at once") + " / " + base.name(),
              WRITERS,
              "/s",
              median(rates.get(base.name() + atOnce)),
              median(rates.get(revolve.name() + atOnce)),
              atOnce == 1 || base == bulk ? Target.NONE : Target.atLeast(0.5));
        }
      }
    }
  }

  /** Messages a second, from the first that is sent to the last that is received. */
  static double round(MemcachedServer server, Post post, int messages, int atOnce)
      throws Exception {
    post.clear();
    server.clear();
    System.gc();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      long start = System.nanoTime();
      List<Future<?>> writing = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writing.add(
            writers.submit(
                () -> {
                  for (int sent = 0; sent < messages / WRITERS; sent += atOnce) {
                    post.send(writer, atOnce);
                  }
                  return null;
                }));
      }
      int received = 0;
      while (received < messages) {
        received += post.receive();
      }
      long nanos = System.nanoTime() - start;
      for (Future<?> each : writing) {
        Object unused = each.get();
      }
      return messages * 1e9 / nanos;
    } finally {
      writers.shutdown();
    }
  }

  /** A reader that waits in vain. */
  private void idle(MemcachedServer server) throws Exception {
    int seconds = 30; // The JVM counts in hundredths of a second.
    double bare = share(seconds);
    try (Post revolve = new RevolvePost(server.port(), 1)) {
      revolve.send(0, 1);
      Thread reader =
          new Thread(
              () -> {
                try {
                  while (!Thread.currentThread().isInterrupted()) {
                    int unused = revolve.receive();
                  }
                } catch (Exception e) {
                  Thread.currentThread().interrupt();
                }
              });
      reader.start();
      Thread.sleep(35_000); // Until it looks as seldom as it ever does.
      double idle = share(seconds) - bare;
      reader.interrupt();
      reader.join();
      table.row(
          "idle: a waiting reader, less a bare JVM (" + Table.number(bare) + " %)",
          Table.number(idle) + " % of a core",
          "under 0.2 %",
          idle < 0.2);
    }
  }

  /** How much of a core this process takes, in percent. */
  private static double share(int seconds) throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = system.getProcessCpuTime();
    long start = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    return 100.0 * (system.getProcessCpuTime() - before) / (System.nanoTime() - start);
  }

  private static double median(@Nullable List<Double> values) {
    double[] sorted =
        values == null ? new double[1] : values.stream().mapToDouble(each -> each).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
