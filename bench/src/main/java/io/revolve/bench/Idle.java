package io.revolve.bench;

import com.sun.management.OperatingSystemMXBean;
import io.revolve.Make;
import io.revolve.api.Worker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;

/**
 * How much of a core a JVM uses while its worker has nothing to do; with the provider {@code none},
 * while it has not even a worker.
 */
final class Idle {
  private Idle() {}

  /** Arguments: a provider, and the seconds to watch. */
  public static void main(String[] args) throws InterruptedException {
    if (args[0].equals("none")) {
      watch(Long.parseLong(args[1]));
      return;
    }
    try (Make make = new Make();
        Worker worker = make.worker(Map.of("provider", args[0]))) {
      worker.handle("noop", running -> null).start();
      watch(Long.parseLong(args[1]));
    }
  }

  private static void watch(long seconds) throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < 30; i++) {
      Thread.sleep(100); // the start is not idling, nor is the first use of these meters
      threads();
    }
    long threads = threads();
    long process = system.getProcessCpuTime();
    long start = System.nanoTime();
    Thread.sleep(seconds * 1000);
    double elapsed = (System.nanoTime() - start) / 100.0;
    process = system.getProcessCpuTime() - process;
    threads = threads() - threads;
    System.out.println("process=" + process / elapsed);
    System.out.println("threads=" + threads / elapsed);
  }

  /** The CPU time of all Java threads, which leaves out the JVM's own. */
  private static long threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getAllThreadIds())
        .map(threads::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }
}
