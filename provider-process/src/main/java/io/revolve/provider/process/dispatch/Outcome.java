package io.revolve.provider.process.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How a command ended.
 *
 * @param command what was to be run
 * @param end how it came to its end
 * @param status what it ended with; -1 if it never ran
 * @param started when it was started; when it was given up if it never ran
 * @param ended when it had ended and its output was read
 * @param output what is kept of its standard output
 * @param error the same of its standard error
 * @param isHeld whether another process had its output open still, and may have written more than
 *     was waited for
 * @param problem what stood in the way, in a sentence; empty if nothing did
 */
public record Outcome(
    Command command,
    End end,
    int status,
    Instant started,
    Instant ended,
    Captured output,
    Captured error,
    boolean isHeld,
    String problem) {
  private static final int SIGNALS = 128;
  private static final int LAST_SIGNAL = 64;

  /** Whether it ended of itself with status 0. */
  public boolean isSuccess() {
    return end == End.ENDED && status == 0;
  }

  /**
   * The signal that killed it, as a shell tells it: by a status above 128. Java does not say
   * whether a program was killed by signal 9 or ended with status 137 itself.
   */
  public OptionalInt signal() {
    return status > SIGNALS && status <= SIGNALS + LAST_SIGNAL
        ? OptionalInt.of(status - SIGNALS)
        : OptionalInt.empty();
  }

  /** Whether it was killed because of its timeout. */
  public boolean isTimedOut() {
    return end == End.TIMED_OUT;
  }

  /** Whether a part of its output is missing here. */
  public boolean isTruncated() {
    return output.isTruncated() || error.isTruncated();
  }

  /** How long it took. */
  public Duration duration() {
    return Duration.between(started, ended);
  }
}
