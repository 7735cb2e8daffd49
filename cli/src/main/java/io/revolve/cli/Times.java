package io.revolve.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations of the command line. */
final class Times {

  private Times() {}

  /** Zero or longer. */
  static Duration of(String option, String text) {
    Duration time = parse(option, text);
    if (time.isNegative()) {
      throw wrong(option, text);
    }
    return time;
  }

  /** Longer than zero. */
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
