package io.revolve.core.wire;

import java.time.Duration;
import java.util.Map;

/**
 * How a task is to be run; shared by all tasks that ask for nothing special.
 *
 * @param attempts how many runs may fail
 * @param timeout for each attempt; zero for none
 * @param backoff between failed attempts
 * @param keep how long the result is kept
 * @param headers the user's own
 */
public record TaskOptions(
    int attempts, Duration timeout, Backoff backoff, Duration keep, Map<String, String> headers) {

  /** What a task has that says nothing. Headers leave it out: it is part of the wire format. */
  public static final TaskOptions DEFAULT =
      new TaskOptions(1, Duration.ZERO, Backoff.DEFAULT, Duration.ofHours(1), Map.of());
}
