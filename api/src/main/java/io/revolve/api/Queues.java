package io.revolve.api;

import java.util.List;

/** The queues of an engine. Thread safe; each call asks the engine. */
public interface Queues {

  /** All queues that hold something or held something, by name. */
  List<QueueStatus> list();

  /** Stops handing out tasks of a queue; those that run go on, new ones are accepted. */
  void pause(String queue);

  /** Hands out tasks of a paused queue again. */
  void resume(String queue);

  /**
   * Cancels all that waits in a queue; each task's client hears {@code cancelled}.
   *
   * @return how many tasks were cancelled
   */
  int purge(String queue);
}
