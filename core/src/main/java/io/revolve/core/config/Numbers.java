package io.revolve.core.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers out of config values. Texts of digits count, since a placeholder in a file gives a text;
 * 3.0 is no whole number.
 */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /** A whole number, or null if the value is none or does not fit into a long. */
  static @Nullable Long whole(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    if (value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big && big.getClass() == BigInteger.class) {
      return big.bitLength() < Long.SIZE ? big.longValue() : null;
    }
    return value instanceof String text ? whole(text) : null;
  }

  /** A finite number, or null if the value is none. */
  static @Nullable Double real(Object value) {
    Double real = null;
    if (value instanceof Double || value instanceof Float) {
      real = ((Number) value).doubleValue();
    } else if (value instanceof BigDecimal big && big.getClass() == BigDecimal.class) {
      real = big.doubleValue();
    } else if (value instanceof String text) {
      real = real(text);
    } else {
      Long whole = whole(value);
      real = whole == null ? null : (Double) whole.doubleValue();
    }
    return real == null || real.isNaN() || real.isInfinite() ? null : real;
  }

  /** {@code an integer from 1 to 65535}, leaving out a bound that bounds nothing. */
  static String expected(long min, long max, long least, long most) {
    if (max >= most) {
      return min <= least ? "an integer" : "an integer of at least " + min;
    }
    return min <= least ? "an integer of at most " + max : "an integer from " + min + " to " + max;
  }

  private static @Nullable Long whole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > LONGEST) {
      return null;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException tooLong) {
      return null;
    }
  }

  private static @Nullable Double real(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    // Double.valueOf also takes "NaN", "1f", "0x1p3" and blanks around.
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.-+eE".indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
