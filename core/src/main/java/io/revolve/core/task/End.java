package io.revolve.core.task;

import io.revolve.core.wire.WireMessage;

/** Waits for the end of a task, without any read. Called once, on a thread that must not block. */
public interface End {

  /** The task has ended. */
  void ended(WireMessage terminal);

  /** The client was closed before the task ended, or could not submit it. */
  void abandoned(RuntimeException why);
}
