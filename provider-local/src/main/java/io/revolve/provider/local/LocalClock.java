package io.revolve.provider.local;

/**
 * The time of day for times that were taken with {@link System#nanoTime()} anyway, which saves
 * reading a second clock. Compared anew often enough that a clock that was set is followed at once.
 * Guarded by the lock of its {@link LocalJobs}.
 */
final class LocalClock {
  private static final long TRUSTED = 10_000_000;

  private long nanos;
  private long millis;
  private boolean started;

  /** Milliseconds since the epoch at a time that has just been taken. */
  long millis(long now) {
    if (!started || now - nanos > TRUSTED || now - nanos < 0) {
      started = true;
      nanos = now;
      millis = System.currentTimeMillis();
    }
    return millis + (now - nanos) / 1_000_000;
  }
}
