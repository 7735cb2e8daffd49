package io.revolve.provider.memcached;

import java.time.Duration;

/** When an item ends, as memcached wants it said. */
final class Expiry {

  /** What is larger is taken for seconds since 1970, and would be long over. */
  private static final long LONGEST = Duration.ofDays(30).toSeconds();

  private Expiry() {}

  /** In whole seconds, rounded up, and one more since the server's second may be nearly over. */
  static int of(Duration life, long nowMillis) {
    long seconds = life.plusMillis(999).toSeconds() + 1;
    return (int) (seconds <= LONGEST ? seconds : nowMillis / 1000 + seconds);
  }
}
