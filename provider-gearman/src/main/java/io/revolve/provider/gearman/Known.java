package io.revolve.provider.gearman;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the tasks that were handed over or cancelled last, by id. Thread safe.
 *
 * @param <V> what is known of each
 */
final class Known<V> {
  private static final int KEPT = 10_000;

  private final Map<String, V> tasks =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
              return size() > KEPT;
            }
          });

  boolean has(String id) {
    return tasks.containsKey(id);
  }

  @Nullable V get(String id) {
    return tasks.get(id);
  }

  void add(String id, V what) {
    tasks.put(id, what);
  }
}
