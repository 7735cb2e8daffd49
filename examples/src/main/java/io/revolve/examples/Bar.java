package io.revolve.examples;

import io.revolve.api.Progress;

/** Shows how far something is: a bar on a terminal, and elsewhere a line for every tenth. */
final class Bar {
  private static final int WIDTH = 40;

  private final boolean terminal;
  private int tenths;

  /**
   * A bar that was not drawn yet.
   *
   * @param terminal whether the output is a terminal, where a line can be overwritten
   */
  Bar(boolean terminal) {
    this.terminal = terminal;
  }

  /** Asks the launcher, since a JVM cannot tell in the same way on all releases. */
  static boolean onTerminal() {
    return Boolean.getBoolean("revolve.terminal");
  }

  void show(Progress progress) {
    int now = (int) (progress.fraction() * 10);
    if (terminal) {
      System.out.print("\r" + draw(progress));
    } else if (now > tenths) {
      System.out.println(progress.done() + " of " + progress.total());
    }
    tenths = Math.max(tenths, now);
  }

  /** Leaves the bar's line. */
  void end() {
    if (terminal) {
      System.out.println();
    }
  }

  static String draw(Progress progress) {
    int full = (int) (progress.fraction() * WIDTH);
    return String.format(
        "[%s%s] %3d %%",
        "#".repeat(full), "-".repeat(WIDTH - full), (int) (progress.fraction() * 100));
  }
}
