package io.revolve.core.wire;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential, bounded, with jitter so that many failures
 * at once do not come back at once.
 *
 * @param initial the wait after the first failure
 * @param factor by what each wait is longer than the one before
 * @param max no wait is longer
 * @param jitter which part of the wait is left to chance, from 0 to 1: the wait is between {@code
 *     (1 - jitter)} times and once the computed one
 */
public record Backoff(Duration initial, double factor, Duration max, double jitter) {

  /** What a task has that says nothing. Headers leave it out: it is part of the wire format. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(10), 0.5);

  /**
   * The wait after a failure.
   *
   * @param failures how many attempts have failed, from 1
   */
  public Duration after(int failures, RandomGenerator random) {
    double full = (double) initial.toNanos() * Math.pow(factor, Math.max(0, failures - 1));
    double bounded = Math.min(full, (double) max.toNanos());
    return Duration.ofNanos((long) (bounded * (1 - jitter * random.nextDouble())));
  }
}
