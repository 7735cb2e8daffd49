package io.revolve.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constants of an enum out of config values: their names in lower case and with hyphens. */
final class Choices {
  private Choices() {}

  /** A constant, or null if the value is none of the type's. */
  static <E extends Enum<E>> @Nullable E of(Object value, Class<E> type) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    if (value instanceof String text) {
      for (E constant : type.getEnumConstants()) {
        if (spells(text, constant.name())) {
          return constant;
        }
      }
    }
    return null;
  }

  static List<String> names(Class<? extends Enum<?>> type) {
    List<String> names = new ArrayList<>();
    for (Enum<?> constant : type.getEnumConstants()) {
      names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return names;
  }

  /** Whether a text is a constant's name in its written form; makes no text to compare with. */
  private static boolean spells(String text, String name) {
    if (text.length() != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (text.charAt(i) != (c == '_' ? '-' : Character.toLowerCase(c))) {
        return false;
      }
    }
    return true;
  }
}
