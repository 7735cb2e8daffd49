package io.revolve.provider.process.pool;

import java.util.concurrent.TimeUnit;

/** Whether calls are short, by the time that the last ones took. Guarded by the pool. */
final class Pace {
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private long meanNanos = QUICK_NANOS;

  void took(long nanos) {
    // A long one counts at once, short ones win back trust slowly.
    meanNanos = nanos > meanNanos ? nanos : meanNanos - (meanNanos - nanos) / 8;
  }

  /** Whether a call is over sooner than it matters that another waits behind it. */
  boolean isQuick() {
    return meanNanos < QUICK_NANOS;
  }
}
