package io.revolve.cli;

import io.revolve.api.DeadLetters;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Command;

/** {@code revolve dead replay}. */
@Command(
    name = "replay",
    description = "Put dead letters back into their queues, with all their attempts again.")
final class DeadReplayCommand extends DeadChange {

  DeadReplayCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String done() {
    return "replayed";
  }

  @Override
  boolean change(DeadLetters letters, String id) {
    return letters.replay(id);
  }
}
