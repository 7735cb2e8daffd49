package io.revolve.bench.process;

import io.revolve.bench.Child;
import io.revolve.bench.Figures;
import io.revolve.bench.Table;
import io.revolve.bench.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dispatcher beside xargs: many short commands, and some that write much. JDKs start processes in
 * two ways; the one that takes half the time is not their usual one, and JDK 25 says it will go.
 */
final class DispatcherBench implements Part {
  private static final String XARGS = "xargs";
  private static final String USUAL = "dispatcher";
  private static final String VFORK = "dispatcher, VFORK";
  private static final String MECHANISM = "-Djdk.lang.Process.launchMechanism=";
  private static final String SHORT = "500 times true, 8 at once";
  private static final String LARGE = "50 times 1 MB, 2 at once";

  private static final Map<String, String> BASELINES =
      Map.of(
          SHORT,
          "seq 500 | xargs -P 8 -n 1 true",
          LARGE,
          "seq 50 | xargs -P 2 -I{} head -c 1000000 /dev/zero | cat >/dev/null");

  private final Figures figures = new Figures();

  @Override
  public void measure(Table table, boolean quick) throws IOException, InterruptedException {
    System.err.println("measuring commands beside xargs ...");
    Map<String, Child> jvms = new LinkedHashMap<>();
    try {
      jvms.put(USUAL, jvm("POSIX_SPAWN"));
      jvms.put(VFORK, jvm("VFORK"));
      int warm = quick ? 2 : 4;
      int rounds = warm + (quick ? 3 : 9);
      for (int round = 0; round < rounds; round++) {
        for (String measure : List.of(SHORT, LARGE)) {
          double theirs = shell(BASELINES.getOrDefault(measure, "false"));
          if (round >= warm) {
            figures.add(XARGS, measure, theirs);
          }
          for (Map.Entry<String, Child> jvm : jvms.entrySet()) {
            Map<String, Double> answer =
                jvm.getValue().ask(measure.equals(SHORT) ? "short 500 8" : "large 50 2");
            if (round >= warm) {
              figures.add(jvm.getKey(), measure, answer, "millis");
            }
          }
        }
      }
    } finally {
      jvms.values().forEach(Child::close);
    }
    for (String who : List.of(USUAL, VFORK)) {
      row(table, who, SHORT, 8, who.equals(VFORK) ? Target.atMost(1.1) : Target.NONE);
      row(table, who, LARGE, 2, Target.atMost(1.5));
    }
  }

  private void row(Table table, String who, String measure, int atOnce, Target target) {
    table.row(
        who + " / xargs: " + measure,
        atOnce,
        "ms",
        figures.median(XARGS, measure),
        figures.median(who, measure),
        target);
  }

  private static Child jvm(String mechanism) throws IOException {
    List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx256m", MECHANISM + mechanism));
    flags.addAll(Child.flags("WORKER_FLAGS"));
    String classes = System.getProperty("java.class.path");
    return Child.jvm(flags, classes, Commands.class, List.of());
  }

  /** Runs a script; how many milliseconds it took. */
  static double shell(String script) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int status = new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(script + ": status " + status);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
