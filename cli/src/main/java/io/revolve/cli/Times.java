package io.revolve.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations of the command line. */
final class Times {

  /** Nobody means more, and nanoseconds must hold it. */
  private static final Duration MOST = Duration.ofDays(36_500);

  private Times() {}

  /** Zero or longer, a hundred years at most. */
  static Duration of(String option, String text) {
    Duration time = parse(option, text);
    if (time.isNegative() || time.compareTo(MOST) > 0) {
      throw wrong(option, text);
    }
    return time;
  }

  /** Longer than zero, else as {@link #of}. */
  static Duration positive(String option, String text) {
    Duration time = of(option, text);
    if (time.isZero()) {
      throw wrong(option, text);
    }
    return time;
  }

  private static Duration parse(String option, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong(option, text);
    }
  }

  private static UsageException wrong(String option, String text) {
    return new UsageException(
        option + ": expected a duration such as PT30S (30 seconds), got \"" + text + "\"");
  }
}
