package io.revolve.spi;

import java.util.List;
import java.util.Map;

/**
 * A program that a task runs; it reads the task's payload.
 *
 * @param words the program and its arguments
 * @param environment what is added to the environment of who runs it
 * @param folder where it runs; empty for where that one runs
 */
public record Command(List<String> words, Map<String, String> environment, String folder) {

  /** Copies the collections. */
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
  }

  /** The program. */
  public String program() {
    return words.get(0);
  }

  /** Its words; the environment may hold secrets. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
