package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.revolve.spi.Body;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of the field that a parser is at. Null is taken for the field's default; what is of
 * another type or out of range is refused with the field's name. Not thread safe.
 */
final class FieldValue {

  /** A hundred years in milliseconds: no sum with a clock's time can overflow. */
  private static final long LONGEST = 3_155_760_000_000L;

  /** Up to here a double holds every whole number. */
  private static final double EXACT = 1L << 53;

  private final JsonParser json;

  FieldValue(JsonParser json) {
    this.json = json;
  }

  boolean isNull() {
    return json.hasToken(JsonToken.VALUE_NULL);
  }

  /** Whether it is an object, and not null. */
  boolean isObject() throws IOException {
    return json.hasToken(JsonToken.START_OBJECT) || isThere("object");
  }

  String text(String fallback) throws IOException {
    if (json.hasToken(JsonToken.VALUE_STRING)) {
      return json.getText();
    }
    isThere("text");
    return fallback;
  }

  /** What a body is. */
  String type() throws IOException {
    return switch (text(Body.JSON)) {
      case Body.JSON -> Body.JSON;
      case Body.BYTES -> Body.BYTES;
      case Body.PLAIN -> Body.PLAIN;
      default ->
          throw new UndecodableException("the header's type is neither json nor bytes nor plain");
    };
  }

  int count(int fallback) throws IOException {
    long number = number(fallback);
    if (number != (int) number) {
      throw wrong("whole number of 32 bits");
    }
    return (int) number;
  }

  long number(long fallback) throws IOException {
    if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      try {
        return json.getLongValue();
      } catch (InputCoercionException e) {
        throw wrong("whole number of 64 bits");
      }
    }
    if (json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) { // Some languages write 1000 as 1000.0.
      double number = json.getDoubleValue();
      if (number != Math.rint(number) || Math.abs(number) > EXACT) {
        throw wrong("whole number");
      }
      return (long) number;
    }
    isThere("whole number");
    return fallback;
  }

  /** A number from 0 on. */
  double fraction(double fallback, double max) throws IOException {
    if (!json.currentToken().isNumeric()) {
      isThere("number");
      return fallback;
    }
    double number = json.getDoubleValue();
    if (number < 0 || number > max) {
      throw wrong("number from 0 to " + max);
    }
    return number;
  }

  Duration millis(Duration fallback) throws IOException {
    if (isNull()) {
      return fallback;
    }
    long millis = number(0);
    if (millis < 0 || millis > LONGEST) {
      throw wrong("time from 0 to " + LONGEST + " ms");
    }
    return Duration.ofMillis(millis);
  }

  /** Milliseconds since 1970, which others may have written as an ISO-8601 instant. */
  long time() throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return number(0);
    }
    try {
      return Instant.parse(json.getText()).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong("instant");
    }
  }

  /** Whatever it is, in maps, lists, texts, numbers and booleans. */
  @Nullable Object plain() throws IOException {
    return PlainValues.read(json);
  }

  /** Passes over it. */
  void skip() throws IOException {
    json.skipChildren();
  }

  /** False for null; anything else is not what was expected. */
  private boolean isThere(String expected) throws IOException {
    if (!isNull()) {
      throw wrong(expected);
    }
    return false;
  }

  private UndecodableException wrong(String expected) throws IOException {
    return HeaderReader.without(expected, String.valueOf(json.currentName()));
  }
}
