package io.revolve.core.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name that someone probably meant. */
final class Closest {
  private static final int LONGEST = 64;

  private Closest() {}

  /** {@code ; did you mean "port"?}, or {@code ;} if nothing is near. */
  static String hint(String name, Collection<String> names) {
    String closest = find(name, names);
    return closest == null ? ";" : "; did you mean " + Shown.text(closest) + "?";
  }

  /** The nearest of some names; of equally near ones the first in the order of the alphabet. */
  static @Nullable String find(String name, Collection<String> names) {
    if (name.length() > LONGEST) {
      return null;
    }
    String bare = bare(name);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : names) {
      int distance = distance(bare, bare(candidate));
      if (distance < least
          || (distance == least && best != null && candidate.compareTo(best) < 0)) {
        best = candidate;
        least = distance;
      }
    }
    return least == Integer.MAX_VALUE ? null : best;
  }

  /** How far apart two bare names are, or MAX_VALUE if nobody would mistake one for the other. */
  private static int distance(String name, String candidate) {
    if (name.isEmpty() || candidate.isEmpty() || candidate.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    int edits = edits(name, candidate);
    int longer = Math.max(name.length(), candidate.length());
    if (edits <= (longer + 1) / 3) {
      return edits;
    }
    boolean begins = candidate.startsWith(name) || name.startsWith(candidate);
    return begins && Math.min(name.length(), candidate.length()) >= 3 ? edits : Integer.MAX_VALUE;
  }

  /** The Damerau-Levenshtein distance in which no part is edited twice. */
  private static int edits(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  /** Without case, hyphens and their like, which are what people mix up first. */
  private static String bare(String name) {
    StringBuilder bare = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c != '-' && c != '_' && c != '.' && c != ' ') {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
