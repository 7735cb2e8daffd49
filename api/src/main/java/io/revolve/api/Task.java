package io.revolve.api;

import org.jspecify.annotations.Nullable;

/**
 * One piece of work, as the client sees it: made by {@code Make.task}, handed to {@link
 * Client#handle(Task)} once. Thread safe.
 */
public interface Task {

  /**
   * The task's id, unique everywhere. It is there before the task is handled; a task that turned
   * out to be a duplicate of a waiting one with the same {@code unique} key takes that one's id.
   */
  String id();

  /** The name that workers know the work by. */
  String name();

  /** Where the task is in its life, as far as this client has heard. */
  TaskState state();

  /**
   * Adds a listener. One that comes late hears what was kept of the event from its start, at the
   * next {@link Client#read()}.
   *
   * @param event the event's name, reserved or the user's
   * @param listener what to run, on the thread that calls {@code read()}
   * @return this task
   */
  Task addListener(String event, Listener listener);

  /**
   * Removes a listener that was added with the same event. Without effect if there is none.
   *
   * @return this task
   */
  Task removeListener(String event, Listener listener);

  /**
   * Tells the running task something: its worker hears it as an event. Told before the task runs,
   * it is heard when it starts; a later attempt hears all of it again, from the start.
   *
   * @param event the event's name, not a reserved one
   * @param payload any value that Jackson can write, {@code byte[]} as it is, or null
   * @return this task
   * @throws IllegalStateException if the task was not handled yet
   * @throws PayloadException if the payload cannot be encoded
   */
  Task tell(String event, @Nullable Object payload);

  /**
   * Asks for the task to end. A waiting task never runs. A running one sees {@link
   * RunningTask#isCancelled()}, then an interrupt. The task ends in exactly one terminal event,
   * which is {@code completed} if the work was quicker.
   *
   * @return whether the task had not ended yet, as far as the engine knows
   * @throws IllegalStateException if the task was not handled yet
   * @throws EngineException if the engine cannot be reached
   */
  boolean cancel();

  /**
   * The task's result. Never waits.
   *
   * @param type what to read it as
   * @return the result, or null where the callback returned null
   * @throws IllegalStateException if the task has not ended
   * @throws TaskFailedException if it failed for good
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws ResultExpiredException if the result is no longer kept
   * @throws PayloadException if the result is not of that type
   */
  <T> @Nullable T result(Class<T> type);
}
