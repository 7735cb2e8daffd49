package io.revolve.provider.gearman;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a dead letter lies: a function of its own, on which nobody works. Its name says what is
 * needed to list, to count and to find it, so that only those that are shown need be taken up.
 *
 * @param queue the queue that the job died in
 * @param id the job's id
 * @param diedAt when, in whole milliseconds of the clock of who buried it
 */
record Grave(String queue, String id, Instant diedAt) {
  private static final Pattern FUNCTION =
      Pattern.compile("([^!]*)!dead!([^!]*)!([0-9]{1,15})!([^!]*)");

  /** The function's name. */
  String function(String namespace) {
    return encode(namespace)
        + "!dead!"
        + encode(queue)
        + "!"
        + diedAt.toEpochMilli()
        + "!"
        + encode(id);
  }

  /** What a function is, by its name; null if it is no grave of that namespace. */
  static @Nullable Grave of(String namespace, String function) {
    Matcher matcher = FUNCTION.matcher(function);
    if (!matcher.matches() || !matcher.group(1).equals(encode(namespace))) {
      return null;
    }
    try {
      return new Grave(
          decode(matcher.group(2)),
          decode(matcher.group(4)),
          Instant.ofEpochMilli(Long.parseLong(matcher.group(3))));
    } catch (IllegalArgumentException e) {
      return null; // Somebody else's, that looks like one.
    }
  }

  /**
   * Without upper case, since the server takes that for lower case when it is to forget a function.
   */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (each >= 'a' && each <= 'z')
              || (each >= '0' && each <= '9')
              || each == '-'
              || each == '_'
              || each == '.';
      encoded.append(isPlain ? String.valueOf((char) each) : String.format("%%%02x", each & 0xff));
    }
    return encoded.toString();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
