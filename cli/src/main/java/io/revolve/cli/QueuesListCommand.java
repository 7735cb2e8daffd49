package io.revolve.cli;

import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve queues list}. */
@Command(name = "list", description = "Show what each queue holds.")
final class QueuesListCommand extends QueueListing {

  QueuesListCommand(Terminal terminal) {
    super(terminal);
  }
}
