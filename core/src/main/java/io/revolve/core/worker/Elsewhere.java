package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import io.revolve.spi.Command;
import io.revolve.spi.RunLink;
import org.jspecify.annotations.Nullable;

/** A callback whose code runs behind a run link. */
public final class Elsewhere implements Callback {

  private static final long serialVersionUID = 1;

  private final transient RunLink link;
  private final transient @Nullable Code code;
  private final transient @Nullable Command command;

  /** Whatever is behind a link under the task's name. */
  public Elsewhere(RunLink link) {
    this(link, null, null);
  }

  /** This code. */
  public Elsewhere(RunLink link, Code code) {
    this(link, code, null);
  }

  /** This program. */
  Elsewhere(RunLink link, Command command) {
    this(link, null, command);
  }

  private Elsewhere(RunLink link, @Nullable Code code, @Nullable Command command) {
    this.link = link;
    this.code = code;
    this.command = command;
  }

  @Override
  public @Nullable Object call(RunningTask task) throws Exception {
    return link.run(new AttemptRun((Attempt) task, code, command));
  }
}
