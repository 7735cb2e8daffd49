package io.revolve.core.clock;

import java.util.concurrent.TimeUnit;

/**
 * The time of day for times that were taken with {@link System#nanoTime()} anyway, which saves
 * reading a second clock. Compared anew often enough that a clock that was set is followed at once.
 * Thread safe.
 */
public final class WallClock {

  private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private volatile Comparison last = compare(System.nanoTime());

  /** Milliseconds since 1970 at a time that has just been taken. */
  public long millis(long nanos) {
    Comparison known = last;
    long since = nanos - known.nanos;
    if (since > TRUSTED_NANOS || since < 0) {
      known = compare(nanos);
      last = known;
    }
    return known.millis + (nanos - known.nanos) / 1_000_000;
  }

  private static Comparison compare(long nanos) {
    return new Comparison(nanos, System.currentTimeMillis());
  }

  private record Comparison(long nanos, long millis) {}
}
