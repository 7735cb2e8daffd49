package io.revolve.core.config;

import io.revolve.spi.Config.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists, and maps whose keys the user chooses, read out of a map. Problems are noted there. */
final class Gathering {
  private static final String TOO_MUCH = " of at most " + Contents.MOST + " elements";

  private Gathering() {}

  static @Nullable List<String> texts(MapConfig config, String key) {
    return list(config, key, "a text", "a list of texts", Gathering::text);
  }

  static @Nullable List<Address> addresses(MapConfig config, String key, int defaultPort) {
    return list(
        config,
        key,
        Addresses.EXPECTED,
        "a list of " + Addresses.EXPECTED,
        element -> Addresses.of(element, defaultPort));
  }

  static @Nullable Map<String, String> textsByName(MapConfig config, String key) {
    return map(config, key, "a text", "a map from names to texts", Gathering::text);
  }

  static @Nullable Map<String, Integer> integersByName(
      MapConfig config, String key, int min, int max) {
    return map(
        config,
        key,
        Numbers.expected(min, max, Integer.MIN_VALUE, Integer.MAX_VALUE),
        "a map from names to integers",
        value -> {
          Long number = value == null ? null : Numbers.whole(value);
          return number == null || number < min || number > max
              ? null
              : (Integer) (int) (long) number;
        });
  }

  private static <T> @Nullable List<T> list(
      MapConfig config,
      String key,
      String element,
      String whole,
      Function<@Nullable Object, @Nullable T> reader) {
    Object value = config.value(key);
    if (value == null) {
      return null;
    }
    List<@Nullable Object> contents =
        value instanceof Collection<?> collection
            ? Contents.of(collection)
            : value instanceof String ? List.of(value) : null;
    if (contents == null) {
      config.expected(key, "", whole(value, whole), Shown.value(key, value));
      return null;
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      Object content = contents.get(i);
      T read = reader.apply(content);
      if (read == null) {
        config.expected(key, "[" + i + "]", element, Shown.value(key, content));
      } else {
        list.add(read);
      }
    }
    return list.size() == contents.size() ? Collections.unmodifiableList(list) : null;
  }

  private static <T> @Nullable Map<String, T> map(
      MapConfig config,
      String key,
      String element,
      String whole,
      Function<@Nullable Object, @Nullable T> reader) {
    Object value = config.value(key);
    if (value == null) {
      return null;
    }
    List<Contents.Entry> entries = value instanceof Map<?, ?> map ? Contents.of(map) : null;
    if (entries == null) {
      config.expected(key, "", whole(value, whole), Shown.value(key, value));
      return null;
    }
    Map<String, T> map = new LinkedHashMap<>();
    for (Contents.Entry entry : entries) {
      T read = reader.apply(entry.value());
      if (!(entry.key() instanceof String name)) {
        config.expected(key, "", "texts as keys", Shown.value(key, entry.key()));
      } else if (read == null) {
        String shown = Shown.value(key + name, entry.value());
        config.expected(key, "." + Shown.key(name), element, shown);
      } else {
        map.put(name, read);
      }
    }
    return map.size() == entries.size() ? Collections.unmodifiableMap(map) : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  /** Says why a list or map was not taken although it is one. */
  private static String whole(Object value, String whole) {
    return value instanceof Collection || value instanceof Map ? whole + TOO_MUCH : whole;
  }
}
