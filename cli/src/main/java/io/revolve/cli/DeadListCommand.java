package io.revolve.cli;

import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve dead list}. */
@Command(name = "list", description = "List the dead letters, oldest first.")
final class DeadListCommand extends DeadListing {

  DeadListCommand(Terminal terminal) {
    super(terminal);
  }
}
