package io.revolve.provider.gearman;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The ids that were accepted last: what is submitted again since an answer was lost on the way to
 * the caller is not sent again. The server itself forgets a key with its job. Thread safe.
 */
final class Known {
  private static final int KEPT = 10_000;

  private final Set<String> ids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KEPT;
                }
              }));

  boolean has(String id) {
    return ids.contains(id);
  }

  void add(String id) {
    boolean unused = ids.add(id);
  }
}
