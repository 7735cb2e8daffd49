package io.revolve.core.codec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One header, field by field; what has its default is left out. Not thread safe. */
final class HeaderWriter {

  private static final byte[] JOB = beginning("job");
  private static final byte[] MESSAGE = beginning("message");

  private final JsonBytes json = new JsonBytes();
  private final PlainValues values;
  private boolean first;

  private HeaderWriter(byte[] beginning, PlainValues values) {
    this.values = values;
    json.raw(beginning);
  }

  static HeaderWriter job(PlainValues values) {
    return new HeaderWriter(JOB, values);
  }

  static HeaderWriter message(PlainValues values) {
    return new HeaderWriter(MESSAGE, values);
  }

  void text(Field field, String text) {
    name(field);
    json.text(text);
  }

  void text(Field field, String text, String fallback) {
    if (!text.equals(fallback)) {
      text(field, text);
    }
  }

  void number(Field field, long number, long fallback) {
    if (number != fallback) {
      name(field);
      json.number(number);
    }
  }

  void number(Field field, double number, double fallback) {
    if (number != fallback) {
      name(field);
      json.ascii(Double.toString(number));
    }
  }

  void millis(Field field, Duration time, Duration fallback) {
    if (!time.equals(fallback)) {
      number(field, time.toMillis(), -1);
    }
  }

  void value(Field field, Object value) {
    name(field);
    values.write(value, json);
  }

  /** A field that is nobody's here. */
  void other(String name, @Nullable Object value) {
    comma();
    json.name(name);
    values.write(value, json);
  }

  /** Begins a field that holds more fields. */
  void open(Field field) {
    name(field);
    json.raw('{');
    first = true;
  }

  /** Ends what {@link #open} began, or the header itself. */
  HeaderWriter close() {
    json.raw('}');
    first = false;
    return this;
  }

  /** What was written. */
  byte[] bytes() {
    return json.copy(0);
  }

  /** What was written, a line feed, and a body. */
  byte[] bytes(byte[] body) {
    json.raw('\n');
    byte[] whole = json.copy(body.length);
    System.arraycopy(body, 0, whole, whole.length - body.length, body.length);
    return whole;
  }

  private void name(Field field) {
    comma();
    json.raw(field.json());
  }

  private void comma() {
    if (!first) {
      json.raw(',');
    }
    first = false;
  }

  private static byte[] beginning(String kind) {
    String said = kind.equals(HeaderReader.USUAL_KIND) ? "" : ",\"kind\":\"" + kind + '"';
    return ("{\"v\":" + HeaderReader.VERSION + said).getBytes(StandardCharsets.US_ASCII);
  }
}
