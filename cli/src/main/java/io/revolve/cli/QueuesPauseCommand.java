package io.revolve.cli;

import io.revolve.api.Queues;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve queues pause}. */
@Command(name = "pause", description = "Hand out no more tasks of a queue; those that run go on.")
final class QueuesPauseCommand extends QueueChange {

  QueuesPauseCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String done() {
    return "paused";
  }

  @Override
  int change(Queues queues, String queue) {
    queues.pause(queue);
    return -1;
  }
}
