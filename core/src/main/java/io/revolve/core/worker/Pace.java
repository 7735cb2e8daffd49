package io.revolve.core.worker;

import java.time.Duration;

/**
 * How many tasks a thread may take ahead: as many as it works off within a moment, by the time that
 * the last ones took. So many short tasks cost few calls to the engine, and a long one is taken
 * alone. Thread safe; a lost update does no harm.
 */
final class Pace {

  private static final long QUICK_NANOS = 100_000;

  /** No task counts for more, where it is asked whether most of them are quick. */
  private static final long SLOW_NANOS = 4 * QUICK_NANOS;

  private final int most;
  private final long momentNanos;
  private volatile long meanNanos;
  private volatile long usualNanos = SLOW_NANOS;

  /**
   * A pace that expects one task in each moment at first.
   *
   * @param most how many are taken ahead at most
   * @param moment within what time they should be done: some times what a call to the engine takes
   */
  Pace(int most, Duration moment) {
    this.most = most;
    momentNanos = moment.toNanos();
    meanNanos = momentNanos;
  }

  /** A task was worked off. */
  void took(long nanos) {
    long mean = meanNanos;
    // A long one counts at once, short ones win back trust slowly.
    meanNanos = nanos > mean ? nanos : mean - (mean - nanos) / 8;
    // Here it does not, or a machine with little to spare would wake a thread for most tasks.
    long usual = usualNanos;
    usualNanos = usual + (Math.min(nanos, SLOW_NANOS) - usual) / 8;
  }

  /** Whether a task is mostly over about as soon as another thread would be there. */
  boolean isQuick() {
    return usualNanos < QUICK_NANOS;
  }

  /** How many tasks to take beyond the one that is run at once. */
  int ahead() {
    return (int) Math.min(most, momentNanos / Math.max(1, meanNanos));
  }
}
