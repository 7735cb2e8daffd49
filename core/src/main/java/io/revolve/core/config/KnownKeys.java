package io.revolve.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were asked for in one map. Adding is on the path of every task, so it neither
 * searches nor hashes: a key that is asked for twice stands here twice.
 */
final class KnownKeys {
  private String[] keys = new String[16];
  private int count;
  private @Nullable List<Set<String>> tolerated;

  void add(String key) {
    if (count == keys.length) {
      grow();
    }
    keys[count++] = key;
  }

  void tolerate(Set<String> more) {
    if (tolerated == null) {
      tolerated = new ArrayList<>(2);
    }
    tolerated.add(more);
  }

  boolean has(String key) {
    for (int i = 0; i < count; i++) {
      if (keys[i].equals(key)) {
        return true;
      }
    }
    return isTolerated(key);
  }

  /** What is wrong with a key that is not here. */
  String unknown(String key) {
    Set<String> asked = asked();
    Set<String> all = new TreeSet<>(asked);
    if (tolerated != null) {
      tolerated.forEach(all::addAll);
    }
    String known =
        asked.isEmpty() ? " no key is known here" : " known: " + String.join(", ", asked);
    return "unknown key" + Closest.hint(key, all) + known;
  }

  private Set<String> asked() {
    return new TreeSet<>(Arrays.asList(keys).subList(0, count));
  }

  private boolean isTolerated(String key) {
    if (tolerated != null) {
      for (Set<String> set : tolerated) {
        if (set.contains(key)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Makes room, first by forgetting repetitions: a loop may ask for one key a million times. */
  private void grow() {
    String[] distinct = asked().toArray(new String[0]);
    count = distinct.length;
    keys = Arrays.copyOf(distinct, Math.max(keys.length, 2 * count));
  }
}
