package io.revolve.cli;

import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --json}, for the commands that have an answer. */
final class JsonOption {

  @Option(names = "--json", description = "Write JSON, for machines: one document on one line.")
  private boolean json;

  boolean wanted() {
    return json;
  }

  /** Writes a value on a line of its own. */
  static void write(Terminal terminal, @Nullable Object value) {
    terminal.out().println(JsonText.of(value));
    terminal.out().flush();
  }
}
