package io.revolve.cli;

import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve dead}; alone, it lists. */
@Command(
    name = "dead",
    description = "List, replay or delete dead letters: tasks that failed for good.",
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {DeadListCommand.class, DeadReplayCommand.class, DeadDeleteCommand.class})
final class DeadCommand extends DeadListing {

  DeadCommand(Terminal terminal) {
    super(terminal);
  }
}
