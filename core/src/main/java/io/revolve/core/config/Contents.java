package io.revolve.core.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lists and maps of a config hold, copied. A collection is the user's code as well: it may
 * throw, never end, or hold itself, and none of that may get out of here.
 */
final class Contents {
  /** The longest list or map that is read. */
  static final int MOST = 100_000;

  private Contents() {}

  /** An entry whose key may be anything. */
  record Entry(@Nullable Object key, @Nullable Object value) {}

  /** The elements, or null if the collection cannot be read. */
  static @Nullable List<@Nullable Object> of(Collection<?> collection) {
    List<@Nullable Object> elements = new ArrayList<>();
    try {
      for (Object element : collection) {
        if (elements.size() == MOST) {
          return null;
        }
        elements.add(element);
      }
      return elements;
    } catch (RuntimeException | StackOverflowError broken) {
      return null;
    }
  }

  /** The entries, or null if the map cannot be read. */
  static @Nullable List<Entry> of(Map<?, ?> map) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entries.size() == MOST) {
          return null;
        }
        entries.add(new Entry(entry.getKey(), entry.getValue()));
      }
      return entries;
    } catch (RuntimeException | StackOverflowError broken) {
      return null;
    }
  }

  /** The value of a key in a map that cannot look it up, such as one sorted by numbers. */
  static @Nullable Object search(Map<?, ?> map, String key) {
    List<Entry> entries = of(map);
    if (entries != null) {
      for (Entry entry : entries) {
        if (key.equals(entry.key())) {
          return entry.value();
        }
      }
    }
    return null;
  }
}
