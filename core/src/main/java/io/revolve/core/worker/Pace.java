package io.revolve.core.worker;

/**
 * How many tasks a thread may take ahead: as many as it works off within a moment, by the time that
 * the last ones took. So many short tasks cost few calls to the engine, and a long one is taken
 * alone. Thread safe; a lost update does no harm.
 */
final class Pace {

  /** What is taken ahead should be done within this time. */
  private static final long MOMENT_NANOS = 100_000;

  private final int most;
  private volatile long meanNanos = MOMENT_NANOS;

  Pace(int most) {
    this.most = most;
  }

  /** A task was worked off. */
  void took(long nanos) {
    long mean = meanNanos;
    // A long one counts at once, short ones win back trust slowly.
    meanNanos = nanos > mean ? nanos : mean - (mean - nanos) / 8;
  }

  /** How many tasks to take beyond the one that is run at once. */
  int ahead() {
    return (int) Math.min(most, MOMENT_NANOS / Math.max(1, meanNanos));
  }
}
