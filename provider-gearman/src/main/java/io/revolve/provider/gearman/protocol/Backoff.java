package io.revolve.provider.gearman.protocol;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between attempts to connect, which grow and differ by chance. Not thread safe. */
final class Backoff {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final long longest;
  private long pause = FIRST;

  /** Pauses that end while a call waits, which takes so many nanoseconds. */
  Backoff(long timeout) {
    longest = Math.max(FIRST, Math.min(LONGEST, timeout / 2));
  }

  /** The next pause, in nanoseconds. */
  long next() {
    long now = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    pause = Math.min(2 * pause, longest);
    return now;
  }

  /** A connection has lived so long: one that is lost as soon as it is made does not count. */
  void lived(long nanos) {
    if (nanos > longest) {
      pause = FIRST;
    }
  }
}
