package io.revolve.cli;

import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve queues}; alone, it lists. */
@Command(
    name = "queues",
    description = "List, pause, resume or purge queues.",
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      QueuesListCommand.class,
      QueuesPauseCommand.class,
      QueuesResumeCommand.class,
      QueuesPurgeCommand.class
    })
final class QueuesCommand extends QueueListing {

  QueuesCommand(Terminal terminal) {
    super(terminal);
  }
}
