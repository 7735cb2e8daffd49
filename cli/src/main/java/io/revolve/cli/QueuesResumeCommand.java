package io.revolve.cli;

import io.revolve.api.Queues;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve queues resume}. */
@Command(name = "resume", description = "Hand out the tasks of a paused queue again.")
final class QueuesResumeCommand extends QueueChange {

  QueuesResumeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String done() {
    return "resumed";
  }

  @Override
  int change(Queues queues, String queue) {
    queues.resume(queue);
    return -1;
  }
}
