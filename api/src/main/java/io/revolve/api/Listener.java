package io.revolve.api;

/**
 * Hears the messages of one event of one task.
 *
 * <p>On the client it runs on the thread that calls {@link Client#read()}; on the worker, on a
 * thread of the worker, one message of a task at a time. A listener that throws is reported in the
 * log and stops neither the other listeners nor the reading.
 */
@FunctionalInterface
public interface Listener {

  /**
   * Takes one message. Messages of a task arrive in order, each once.
   *
   * @param message what was sent
   */
  void on(Message message);
}
