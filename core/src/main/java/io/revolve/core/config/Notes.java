package io.revolve.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found wrong in one map, in the order of reading; once, though two links read the same
 * section.
 */
final class Notes {
  private @Nullable Set<Note> notes;

  /** A problem and where it is, relative to the map: empty, or {@code .port}. */
  private record Note(String where, String problem) {}

  void add(String where, String problem) {
    if (notes == null) {
      notes = new LinkedHashSet<>();
    }
    notes.add(new Note(where, problem));
  }

  boolean isEmpty() {
    return notes == null;
  }

  /** Adds a line for each, from which secrets that a reader put into a problem are cut. */
  void collect(String path, List<String> secrets, List<String> problems) {
    if (notes == null) {
      return;
    }
    for (Note note : notes) {
      String problem = note.problem();
      for (String secret : secrets) {
        problem = secret.isEmpty() ? problem : problem.replace(secret, "***");
      }
      problems.add(path + note.where() + ": " + problem);
    }
  }
}
