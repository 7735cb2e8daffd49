package io.revolve.cli;

import io.revolve.api.Queues;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve queues purge}. */
@Command(name = "purge", description = "Cancel all that waits in a queue.")
final class QueuesPurgeCommand extends QueueChange {

  QueuesPurgeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String done() {
    return "purged";
  }

  @Override
  int change(Queues queues, String queue) {
    return queues.purge(queue);
  }
}
