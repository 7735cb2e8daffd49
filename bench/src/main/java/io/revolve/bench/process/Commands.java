package io.revolve.bench.process;

import io.revolve.bench.Obedience;
import io.revolve.provider.process.dispatch.Command;
import io.revolve.provider.process.dispatch.Execution;
import io.revolve.provider.process.dispatch.Outcome;
import io.revolve.provider.process.dispatch.ProcessDispatcher;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs commands with a dispatcher: {@code short COUNT AT-ONCE}, {@code large ...}. */
final class Commands {
  private static final int LARGE = 1_000_000;

  private Commands() {}

  public static void main(String[] none) throws Exception {
    Obedience.serve(
        words -> {
          int count = Integer.parseInt(words[1]);
          Obedience.say("millis", run(words[0], count, Integer.parseInt(words[2])));
        });
  }

  /** Runs so many of a kind with a new dispatcher; how many milliseconds it took. */
  static double run(String kind, int count, int atOnce) throws InterruptedException {
    boolean isLarge = kind.equals("large");
    Command command =
        isLarge ? Command.of("head", "-c", "" + LARGE, "/dev/zero") : Command.of("true");
    long start = System.nanoTime();
    List<Execution> all = new ArrayList<>();
    try (ProcessDispatcher dispatcher = ProcessDispatcher.open(atOnce)) {
      for (int i = 0; i < count; i++) {
        all.add(dispatcher.submit(command));
      }
      dispatcher.dispatch();
    }
    double millis = (System.nanoTime() - start) / 1e6;
    for (Execution each : all) {
      Outcome outcome = each.future().join();
      if (!outcome.isSuccess() || outcome.output().bytes().length != (isLarge ? LARGE : 0)) {
        throw new IllegalStateException(outcome.toString());
      }
    }
    return millis;
  }
}
