package io.revolve.core.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found wrong in one map, in the order of reading. */
final class Notes {
  private @Nullable List<Note> notes;

  /** A problem and where it is, relative to the map: empty, or {@code .port}. */
  private record Note(String where, String problem) {}

  void add(String where, String problem) {
    if (notes == null) {
      notes = new ArrayList<>();
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
