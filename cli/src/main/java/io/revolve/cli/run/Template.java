package io.revolve.cli.run;

import java.util.ArrayList;
import java.util.List;

/** A command with a place for an argument. */
final class Template {
  private static final String PLACE = "{}";

  private final List<String> words;

  Template(List<String> words) {
    boolean hasPlace = words.stream().anyMatch(word -> word.contains(PLACE));
    List<String> all = new ArrayList<>(words);
    if (!hasPlace) {
      all.add(PLACE);
    }
    this.words = List.copyOf(all);
  }

  List<String> with(String argument) {
    return words.stream().map(word -> word.replace(PLACE, argument)).toList();
  }
}
