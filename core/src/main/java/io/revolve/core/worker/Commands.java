package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.core.codec.Codec;
import io.revolve.core.reference.Allowed;
import io.revolve.core.reference.ReferenceRefusedException;
import io.revolve.spi.Command;
import io.revolve.spi.RunLink;

/** The programs that a worker runs for tasks that are commands. Thread safe. */
public final class Commands {

  private final RunLink link;
  private final Allowed programs;
  private final Codec codec;

  /**
   * Programs behind a link.
   *
   * @param programs those that tasks may run, by the first word of their commands
   */
  public Commands(RunLink link, Allowed programs, Codec codec) {
    this.link = link;
    this.programs = programs;
    this.codec = codec;
  }

  /**
   * What runs a command that came with a job.
   *
   * @throws ReferenceRefusedException if its program is not allowed here
   */
  Callback of(Object plain) {
    Command command = codec.convert(plain, Command.class);
    if (command == null) {
      throw new IllegalArgumentException("the job's command is empty");
    }
    if (!programs.has(command.program())) {
      throw ReferenceRefusedException.program(command.program());
    }
    return new Elsewhere(link, command);
  }
}
