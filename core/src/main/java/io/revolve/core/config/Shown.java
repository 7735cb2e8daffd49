package io.revolve.core.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as messages show them: short, on one line, without secrets. Only the JDK's own value types
 * are asked for their text, since a config may hold any object.
 */
final class Shown {
  static final String HIDDEN = "a hidden value";

  private static final int LONGEST = 60;
  private static final String[] SECRETIVE = {
    "password", "passwd", "passphrase", "secret", "token", "key", "auth", "credential"
  };

  private Shown() {}

  /** The value of a key. */
  static String value(String key, @Nullable Object value) {
    return isSecretive(key) ? HIDDEN : value(value);
  }

  /** A value whose key says nothing. */
  static String value(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof String text) {
      return hasSecret(text) ? HIDDEN : text(text);
    }
    if (value instanceof Character letter) {
      return text(letter.toString());
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (isSmallNumber(value) || value instanceof Boolean || value instanceof Duration) {
      return cut(value.toString());
    }
    return kind(value);
  }

  /** A text in quotes. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder("\"");
    String bare = withoutUser(text);
    int end = Math.min(bare.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = bare.charAt(i);
      if (c == '"' || c == '\\') {
        shown.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.append(bare.length() > LONGEST ? "...\"" : "\"").toString();
  }

  /** A key of the user's choosing, as a part of a path. */
  static String key(String key) {
    return isPlain(key) ? key : text(key);
  }

  static boolean isSecretive(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String word : SECRETIVE) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text holds something like {@code password=...}, as URLs do. */
  private static boolean hasSecret(String text) {
    return (text.indexOf('=') >= 0 || text.indexOf(':') >= 0) && isSecretive(text);
  }

  /** Leaves out the {@code user:password@} of addresses, even if it holds odd characters. */
  private static String withoutUser(String text) {
    int end = text.lastIndexOf('@');
    if (end < 0) {
      return text;
    }
    int scheme = text.indexOf("://");
    int start = scheme >= 0 && scheme < end ? scheme + 3 : 0;
    return text.substring(0, start) + "***" + text.substring(end);
  }

  private static boolean isSmallNumber(Object value) {
    if (value instanceof BigInteger big) {
      return big.getClass() == BigInteger.class && big.bitLength() < 1000;
    }
    if (value instanceof BigDecimal big) {
      return big.getClass() == BigDecimal.class && big.unscaledValue().bitLength() < 1000;
    }
    return value instanceof Number && value.getClass().getName().startsWith("java.lang.");
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return "a map";
    }
    if (value instanceof Collection) {
      return "a list";
    }
    if (value.getClass().isArray()) {
      return "an array";
    }
    if (value instanceof Number) {
      return "a number that is too long";
    }
    return value.getClass().isHidden() ? "a lambda" : "a " + cut(value.getClass().getName());
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private static boolean isPlain(String key) {
    if (key.isEmpty() || key.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!Character.isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
