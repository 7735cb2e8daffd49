package io.revolve.provider.local;

import java.time.Duration;

/**
 * Durations as nanoseconds that can be added to {@link System#nanoTime()} and still be compared.
 */
final class Nanos {

  /** About 73 years; differences of such times do not overflow. */
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private Nanos() {}

  static long of(Duration duration) {
    long seconds = duration.getSeconds();
    if (seconds < 0) {
      return 0;
    }
    return seconds >= LONGEST / 1_000_000_000
        ? LONGEST
        : seconds * 1_000_000_000 + duration.getNano();
  }
}
