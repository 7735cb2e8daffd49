package io.revolve.provider.redis;

import java.nio.charset.StandardCharsets;

/**
 * Names of the user's in keys and in the first lines of records, where tabs, line feeds and braces
 * have a meaning: these are percent-encoded.
 */
final class Fields {

  private Fields() {}

  static String encode(String name) {
    StringBuilder encoded = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == '%' || c == '{' || c == '}') {
        if (encoded == null) {
          encoded = new StringBuilder(name.length() + 8).append(name, 0, i);
        }
        encoded.append('%').append(Character.forDigit(c >> 4, 16));
        encoded.append(Character.forDigit(c & 15, 16));
      } else if (encoded != null) {
        encoded.append(c);
      }
    }
    return encoded == null ? name : encoded.toString();
  }

  static String decode(String field) {
    int at = field.indexOf('%');
    if (at < 0) {
      return field;
    }
    StringBuilder name = new StringBuilder(field.length()).append(field, 0, at);
    for (int i = at; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '%' && i + 2 < field.length()) {
        name.append((char) Integer.parseInt(field, i + 1, i + 3, 16));
        i += 2;
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  static String text(Object reply) {
    return reply instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(reply);
  }
}
