package io.revolve.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How often each word occurs.
 *
 * @param words the words in lower case, and how often each was seen
 */
record Counts(Map<String, Integer> words) {
  // Shorter ones are "the" and "of" in any language.
  private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");

  /** The words of one file: the map of map-reduce. */
  static Counts of(Path file) throws IOException {
    Map<String, Integer> words = new HashMap<>();
    WORD.matcher(Files.readString(file))
        .results()
        .forEach(word -> words.merge(word.group().toLowerCase(Locale.ROOT), 1, Integer::sum));
    return new Counts(words);
  }

  /** Both together, in this one: the reduce of map-reduce. */
  Counts plus(Counts other) {
    other.words.forEach((word, count) -> words.merge(word, count, Integer::sum));
    return this;
  }

  long total() {
    return words.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** The most frequent words; those that are equally frequent by the alphabet. */
  List<Map.Entry<String, Integer>> top(int limit) {
    Comparator<Map.Entry<String, Integer>> frequent =
        Map.Entry.<String, Integer>comparingByValue().reversed();
    return words.entrySet().stream()
        .sorted(frequent.thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .toList();
  }
}
