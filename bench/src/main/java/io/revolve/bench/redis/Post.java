package io.revolve.bench.redis;

import com.sun.management.OperatingSystemMXBean;
import io.revolve.bench.Flight;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The main of the JVMs of a measurement. Each line on its standard input is a command; it answers
 * with lines {@code key=number} and then {@code end}.
 */
public final class Post {
  private Post() {}

  /** Arguments: the contender, {@code front} or {@code back}, and Redis' port. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[2]);
    if (args[0].equals("none")) {
      serve(words -> meter());
    } else if (args[1].equals("front")) {
      try (Front front = front(args[0], port)) {
        serve(words -> command(front, words));
      }
    } else {
      try (Back back = back(args[0], port)) {
        serve(words -> command(back, words));
      }
    }
  }

  private static Front front(String contender, int port) {
    return switch (contender) {
      case "raw" -> new RawFront(port);
      case "revolve" -> new RevolveFront(port);
      case "jesque" -> new JesqueFront(port);
      case "redisson" -> new RedissonFront(port);
      default -> throw new IllegalArgumentException(contender);
    };
  }

  private static Back back(String contender, int port) throws IOException {
    return switch (contender) {
      case "raw" -> new RawBack(port);
      case "revolve" -> new RevolveBack(port);
      case "jesque" -> new JesqueBack(port);
      case "redisson" -> new RedissonBack(port);
      default -> throw new IllegalArgumentException(contender);
    };
  }

  private static void serve(Step step) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("end");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      step.run(line.split(" "));
      System.out.println("end");
    }
  }

  private static void command(Front front, String[] words) throws Exception {
    switch (words[0]) {
      case "pipelined" -> pipelined(front, number(words[1]), number(words[2]), number(words[3]));
      case "single" -> single(front, number(words[1]));
      case "park" -> park(front, number(words[1]), number(words[2]));
      case "hear" -> percentiles(front.hear(number(words[1])));
      default -> meter();
    }
  }

  private static void command(Back back, String[] words) throws Exception {
    if (words[0].equals("drain")) {
      System.gc();
      int tasks = number(words[1]);
      long start = System.nanoTime();
      back.drain(tasks);
      rate(tasks, start);
    } else {
      meter();
    }
  }

  private static void pipelined(Front front, int tasks, int atOnce, int inFlight) throws Exception {
    System.gc();
    Flight flight = new Flight();
    long start = System.nanoTime();
    for (int sent = 0; sent < tasks; sent += atOnce) {
      if (flight.up() + atOnce > inFlight) {
        front.await(flight, inFlight / 2);
      }
      flight.start(atOnce);
      front.send(atOnce, flight);
    }
    front.await(flight, 0);
    rate(tasks, start);
  }

  private static void single(Front front, int tasks) throws Exception {
    System.gc();
    Flight flight = new Flight();
    long[] nanos = new long[tasks];
    for (int i = 0; i < tasks; i++) {
      long begin = System.nanoTime();
      flight.start();
      front.send(1, flight);
      front.await(flight, 0);
      nanos[i] = System.nanoTime() - begin;
    }
    percentiles(nanos);
  }

  private static void park(Front front, int tasks, int atOnce) throws Exception {
    System.gc();
    long start = System.nanoTime();
    for (int sent = 0; sent < tasks; sent += atOnce) {
      front.park(atOnce);
    }
    rate(tasks, start);
  }

  private static void rate(int tasks, long start) {
    System.out.println("perSecond=" + tasks / ((System.nanoTime() - start) / 1e9));
  }

  private static void percentiles(long[] nanos) {
    Arrays.sort(nanos);
    System.out.println("median=" + nanos[nanos.length / 2] / 1e3);
    System.out.println("p99=" + nanos[nanos.length * 99 / 100] / 1e3);
  }

  /** What this JVM has used of the CPU, in nanoseconds, and its Java threads alone. */
  private static void meter() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long all =
        Arrays.stream(threads.getAllThreadIds())
            .map(threads::getThreadCpuTime)
            .filter(nanos -> nanos > 0)
            .sum();
    System.out.println("threads=" + all);
    System.out.println("process=" + system.getProcessCpuTime());
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private interface Step {
    void run(String[] words) throws Exception;
  }
}
