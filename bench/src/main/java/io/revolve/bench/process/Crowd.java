package io.revolve.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What threads that call without a pause saw.
 *
 * @param perSecond calls
 * @param median nanoseconds from a call to its answer
 * @param p99 the same for the slowest of a hundred
 * @param cpu nanoseconds of this JVM for a call, without what the processes take
 */
record Crowd(double perSecond, double median, double p99, double cpu) {
  private static final int MOST = 1 << 20;

  /** Has so many threads call for a while. */
  static Crowd of(Calls calls, int callers, double seconds) throws InterruptedException {
    System.gc();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(threads.submit(() -> callUntil(calls, end)));
      }
      List<long[]> times = new ArrayList<>();
      for (Future<long[]> each : all) {
        times.add(each.get());
      }
      long took = System.nanoTime() - start;
      long[] sorted = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      double count = sorted.length;
      return new Crowd(
          count * 1e9 / took,
          sorted[sorted.length / 2],
          sorted[(int) (count * 0.99)],
          (cpuNanos() - cpu) / count);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] callUntil(Calls calls, long end) throws Exception {
    long[] times = new long[MOST];
    int count = 0;
    for (long now = System.nanoTime(); now < end && count < MOST; count++) {
      calls.call();
      long then = System.nanoTime();
      times[count] = then - now;
      now = then;
    }
    return Arrays.copyOf(times, count);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
