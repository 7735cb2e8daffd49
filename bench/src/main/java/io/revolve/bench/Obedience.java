package io.revolve.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a JVM obeys as a {@link Child}: each line on its standard input is a command, which it
 * answers with lines {@code key=number} and then {@code end}.
 */
public final class Obedience {
  private Obedience() {}

  /** Says that it is ready, and does what the lines say until there are no more. */
  public static void serve(Step step) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("end");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      step.run(line.split(" "));
      System.out.println("end");
    }
  }

  /** Answers with a figure. */
  public static void say(String key, double figure) {
    System.out.println(key + "=" + figure);
  }

  /** Answers with tasks per second, from a time of this JVM in nanoseconds until now. */
  public static void rate(int tasks, long start) {
    rate(tasks, start, System.nanoTime());
  }

  /** Answers with tasks per second, between two times of this JVM in nanoseconds. */
  public static void rate(int tasks, long start, long end) {
    say("perSecond", tasks / ((end - start) / 1e9));
  }

  /** Answers with percentiles in microseconds. Sorts what it is given. */
  public static void percentiles(long[] nanos) {
    Arrays.sort(nanos);
    say("median", nanos[nanos.length / 2] / 1e3);
    say("p99", nanos[nanos.length * 99 / 100] / 1e3);
  }

  /** Answers with what this JVM has used of the CPU, in nanoseconds, and its Java threads alone. */
  public static void meter() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long all =
        Arrays.stream(threads.getAllThreadIds())
            .map(threads::getThreadCpuTime)
            .filter(nanos -> nanos > 0)
            .sum();
    say("threads", (double) all);
    say("process", (double) system.getProcessCpuTime());
  }

  /** What a command does. */
  public interface Step {

    /** Obeys the words of one line. */
    void run(String[] words) throws Exception;
  }
}
