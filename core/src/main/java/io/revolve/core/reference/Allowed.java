package io.revolve.core.reference;

import java.util.List;

/**
 * What a worker takes, by pattern: the classes of callbacks, or the programs of commands. {@code *}
 * stands for any characters, dots and {@code $} too, so that {@code com.acme.*} is the package,
 * those under it, and nested classes. Without a pattern nothing is allowed.
 *
 * @param patterns binary names of classes, or programs, with or without {@code *}
 */
public record Allowed(List<String> patterns) {

  /** Copies the patterns. */
  public Allowed {
    patterns = List.copyOf(patterns);
  }

  /** Whether any pattern matches the whole of a name. */
  public boolean has(String type) {
    for (String pattern : patterns) {
      if (matches(pattern, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes back to the last star only, so that no pattern takes longer than both lengths' product.
   */
  private static boolean matches(String pattern, String type) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < type.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == type.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
