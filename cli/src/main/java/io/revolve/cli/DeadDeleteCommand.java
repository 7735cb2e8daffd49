package io.revolve.cli;

import io.revolve.api.DeadLetters;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve dead delete}. */
@Command(name = "delete", description = "Forget dead letters, with their payloads.")
final class DeadDeleteCommand extends DeadChange {

  DeadDeleteCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String done() {
    return "deleted";
  }

  @Override
  boolean change(DeadLetters letters, String id) {
    return letters.delete(id);
  }
}
