package io.revolve.core.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that nobody asked for. Their values are never shown: any of them may be a secret. */
final class UnknownKeys {
  private static final int MOST = 20;

  private UnknownKeys() {}

  static void collect(String path, Map<?, ?> map, KnownKeys known, List<String> problems) {
    int found = 0;
    try {
      for (Object key : map.keySet()) {
        if (key instanceof String text && known.has(text)) {
          continue;
        }
        if (++found > MOST) {
          problems.add(path + ": more unknown keys than are listed here");
          return;
        }
        problems.add(problem(path, key, known));
      }
    } catch (RuntimeException | StackOverflowError unreadable) {
      problems.add(path + ": the map's keys cannot be read");
    }
  }

  private static String problem(String path, @Nullable Object key, KnownKeys known) {
    return key instanceof String text
        ? path + "." + Shown.key(text) + ": " + known.unknown(text)
        : path + ": expected texts as keys, got " + Shown.value(key);
  }
}
