package io.revolve.core.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations out of config values: {@link Duration} or ISO-8601 text. */
final class Durations {
  private static final int LONGEST = 40;

  /** From here on a bound only says that there is none. */
  private static final Duration ENDLESS = Duration.ofDays(36_500);

  private Durations() {}

  /** A duration, or null if the value is none. */
  static @Nullable Duration of(Object value) {
    if (value instanceof Duration duration) {
      return duration;
    }
    return value instanceof String text && text.length() <= LONGEST ? of(text) : null;
  }

  static String expected(Duration min, Duration max) {
    String iso = "an ISO-8601 duration such as \"PT5S\" ";
    return max.compareTo(ENDLESS) >= 0
        ? iso + "of at least " + min
        : iso + "from " + min + " to " + max;
  }

  /** {@code ; did you mean "PT5S"?} for 5s and its like, or nothing. */
  static String hint(Object value) {
    if (!(value instanceof String text) || text.length() > LONGEST) {
      return "";
    }
    String bare = text.replace(" ", "").toLowerCase(Locale.ROOT);
    int unit = 0;
    while (unit < bare.length() && Character.digit(bare.charAt(unit), 10) >= 0) {
      unit++;
    }
    if (unit == 0 || unit > 9) {
      return "";
    }
    Duration meant = meant(Long.parseLong(bare.substring(0, unit)), bare.substring(unit));
    return meant == null ? "" : "; did you mean \"" + meant + "\"?";
  }

  private static @Nullable Duration meant(long amount, String unit) {
    return switch (unit) {
      case "ms", "millis", "milliseconds" -> Duration.ofMillis(amount);
      case "s", "sec", "second", "seconds" -> Duration.ofSeconds(amount);
      case "m", "min", "minute", "minutes" -> Duration.ofMinutes(amount);
      case "h", "hour", "hours" -> Duration.ofHours(amount);
      case "d", "day", "days" -> Duration.ofDays(amount);
      default -> null;
    };
  }

  private static @Nullable Duration of(String text) {
    Duration simple = simple(text);
    if (simple != null) {
      return simple;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  /** {@code PT5S} and its like, at a tenth of the cost of the JDK's pattern. */
  private static @Nullable Duration simple(String text) {
    int end = text.length() - 1;
    if (end < 3 || end > 11 || !text.startsWith("PT")) {
      return null;
    }
    long amount = 0;
    for (int i = 2; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      amount = amount * 10 + digit;
    }
    return switch (text.charAt(end)) {
      case 'S' -> Duration.ofSeconds(amount);
      case 'M' -> Duration.ofMinutes(amount);
      case 'H' -> Duration.ofHours(amount);
      default -> null;
    };
  }
}
