package io.revolve.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * How one round is driven.
 *
 * @param tasks how many for the throughput
 * @param inFlight how many of them are under way at most
 * @param single how many one at a time for the latency
 * @param pause milliseconds between these, by chance up to this many; 0 for none
 */
record Round(int tasks, int inFlight, int single, int pause) {

  Round(int tasks, int inFlight, int single) {
    this(tasks, inFlight, single, 0);
  }

  Sample run(Contender contender) throws InterruptedException {
    System.gc();
    Flight flight = new Flight();
    long allocated = Allocation.bytes();
    long cpu = cpu();
    long start = System.nanoTime();
    for (int i = 0; i < tasks; i++) {
      if (flight.up() == inFlight) {
        contender.await(flight, inFlight / 2);
      }
      flight.start();
      contender.submit(Payload.SAMPLE, flight);
    }
    contender.await(flight, 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    double perTask = (double) (cpu() - cpu) / tasks;
    double bytes = (double) (Allocation.bytes() - allocated) / tasks;

    long[] nanos = new long[single];
    Random random = new Random(1);
    for (int i = 0; i < single; i++) {
      if (pause > 0) {
        Thread.sleep(random.nextInt(pause));
      }
      long begin = System.nanoTime();
      flight.start();
      contender.submit(Payload.SAMPLE, flight);
      contender.await(flight, 0);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return new Sample(tasks / seconds, perTask, bytes, nanos[single / 2], nanos[single * 99 / 100]);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
