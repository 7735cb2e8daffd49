package io.revolve.provider.process.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program with its arguments, and what is around it. No shell reads the words: an argument comes
 * to the program as it is. Immutable; each {@code with} gives a copy.
 *
 * @param words the program and its arguments
 * @param input what it reads
 * @param environment added to this JVM's environment
 * @param folder where it runs; null for this JVM's
 * @param timeout after what time from its start it is killed; zero for never
 * @param output where its standard output goes
 * @param error where its standard error goes
 */
public record Command(
    List<String> words,
    Input input,
    Map<String, String> environment,
    @Nullable Path folder,
    Duration timeout,
    Output output,
    Output error) {

  /** Copies the collections. */
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative, got " + timeout);
    }
    if (output instanceof Output.WithOutput) {
      throw new IllegalArgumentException("only the standard error can go with the output");
    }
  }

  /** A command that reads nothing, has all the time, and whose output goes to memory. */
  public static Command of(String... words) {
    return of(List.of(words));
  }

  /** A command that reads nothing, has all the time, and whose output goes to memory. */
  public static Command of(List<String> words) {
    return new Command(
        words, Input.nothing(), Map.of(), null, Duration.ZERO, Output.memory(), Output.memory());
  }

  /** The same, reading this. */
  public Command withInput(Input other) {
    return new Command(words, other, environment, folder, timeout, output, error);
  }

  /** The same, with one more variable in its environment. */
  public Command withVariable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(words, input, more, folder, timeout, output, error);
  }

  /** The same, in this folder. */
  public Command withFolder(Path other) {
    return new Command(words, input, environment, other, timeout, output, error);
  }

  /** The same, killed after this time. */
  public Command withTimeout(Duration other) {
    return new Command(words, input, environment, folder, other, output, error);
  }

  /** The same, its standard output going there. */
  public Command withOutput(Output other) {
    return new Command(words, input, environment, folder, timeout, other, error);
  }

  /** The same, its standard error going there. */
  public Command withError(Output other) {
    return new Command(words, input, environment, folder, timeout, output, other);
  }

  /** Its words; the environment may hold secrets. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
