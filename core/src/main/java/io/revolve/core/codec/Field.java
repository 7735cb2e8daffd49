package io.revolve.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of all headers: their names are these in small letters. docs/wire.md has them all. */
enum Field {
  V,
  KIND,
  TYPE,
  AT,
  // Of a job.
  ID,
  NAME,
  QUEUE,
  REPLY,
  FAILURES,
  RETURNS,
  SETTLED,
  BASE,
  UNBEGUN,
  ATTEMPTS,
  TIMEOUT,
  BACKOFF,
  KEEP,
  HEADERS,
  // Of a job's backoff.
  INITIAL,
  FACTOR,
  MAX,
  JITTER,
  // Of a message.
  TASK,
  EVENT,
  SEQ,
  AFTER,
  ATTEMPT,
  FROM,
  STARTED,
  /** Stands for any other. */
  OTHER;

  /** A hash map finds a name faster than {@link Map#of} does. */
  private static final Map<String, Field> BY_NAME =
      EnumSet.complementOf(EnumSet.of(OTHER)).stream()
          .collect(Collectors.toMap(Field::text, field -> field));

  /** Interned, as the parser's names are: what is the same need not be compared. */
  private final String text = name().toLowerCase(Locale.ROOT).intern();

  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it; a text is slower to append.
  private final byte[] json = ('"' + text + "\":").getBytes(StandardCharsets.US_ASCII);

  static Field of(String name) {
    return BY_NAME.getOrDefault(name, OTHER);
  }

  /** The name. */
  String text() {
    return text;
  }

  /** The name in JSON, with its colon; must not be changed. */
  byte[] json() {
    return json;
  }
}
