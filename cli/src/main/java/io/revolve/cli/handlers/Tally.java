package io.revolve.cli.handlers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts words: runs of letters, in lower case. Not thread safe. */
public final class Tally {

  private final Map<String, Integer> counts = new TreeMap<>();
  private long words;

  /** Counts the words of a text. */
  public void add(String text) {
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        counts.merge(text.substring(start, i).toLowerCase(Locale.ROOT), 1, Integer::sum);
        words++;
        start = -1;
      }
    }
  }

  /** Adds what another tally counted. */
  public void add(Map<String, Integer> other) {
    other.forEach(
        (word, count) -> {
          counts.merge(word, count, Integer::sum);
          words += count;
        });
  }

  /** How many words there were. */
  public long words() {
    return words;
  }

  /** Each word, and how often it occurred. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** The most frequent words of at least so many letters, most frequent first. */
  public Map<String, Integer> top(int many, int letters) {
    List<Map.Entry<String, Integer>> sorted =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().length() >= letters)
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(many)
            .toList();
    Map<String, Integer> top = new LinkedHashMap<>();
    sorted.forEach(entry -> top.put(entry.getKey(), entry.getValue()));
    return top;
  }
}
