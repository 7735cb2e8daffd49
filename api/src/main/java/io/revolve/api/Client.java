package io.revolve.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Submits tasks and reads their events. Thread safe; listeners of one client run one at a time.
 *
 * <p>Every method that reaches the engine throws {@link EngineException} within the client's {@code
 * timeout} if the engine does not answer, and never hangs.
 */
public interface Client extends AutoCloseable {

  /** The client's name: its messages come to the inbox of this name. */
  String id();

  /**
   * Submits a task. When this returns, the task is accepted and survives what the engine survives.
   *
   * @return this client
   * @throws EngineException if the engine cannot be reached; it is then not known to be accepted,
   *     and handling the same task again is safe
   * @throws PayloadException if the payload is larger than the provider carries
   * @throws UnsupportedFeatureException if the task asks for what the provider cannot give
   * @throws IllegalStateException if the task was accepted before
   */
  Client handle(Task task);

  /** Submits many tasks in one go: either all are refused with an exception or all are accepted. */
  Client handleAll(Collection<? extends Task> tasks);

  /**
   * Submits a task and gives its result as a future, which completes without {@code read()}.
   *
   * <p>The future fails with {@link TaskFailedException}, {@link
   * java.util.concurrent.CancellationException}, {@link ResultExpiredException} or {@link
   * PayloadException}. Cancelling it cancels the task. It completes on a thread of Revolve, or one
   * that waits in {@code read()}; neither must be blocked: use the {@code Async} methods for long
   * steps.
   *
   * @param type what to read the result as
   */
  <T> CompletableFuture<T> submit(Task task, Class<T> type);

  /**
   * Runs the listeners for all that has arrived, on the calling thread, and returns at once.
   *
   * @return how many messages were taken
   */
  int read();

  /** Like {@link #read()}, and takes what has arrived on the messenger as well. Never blocks. */
  int read(Messenger messenger);

  /**
   * Like {@link #read(Messenger)}, and waits for the first message if there is none.
   *
   * @param wait how long at most
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  int read(Messenger messenger, Duration wait) throws InterruptedException;

  /** Like {@link #read()}, and waits for the first message if there is none. */
  int read(Duration wait) throws InterruptedException;

  /**
   * Whether the task has ended and its listeners have heard so. For a task with listeners this
   * becomes true in {@code read()}, so no event is missed by a loop that ends on it.
   */
  boolean hasCompleted(Task task);

  /**
   * Finds a task by its id, of any client: to listen to it, tell it something or cancel it.
   *
   * @return the task, or empty if the engine does not know it (any more)
   * @throws UnsupportedFeatureException if the engine keeps no task status
   */
  Optional<Task> find(String id);

  /** What the engine knows of a task, now. Empty if it does not know it (any more). */
  Optional<TaskStatus> status(String id);

  /**
   * The tasks that the engine knows, newest last.
   *
   * @param limit how many at most
   */
  List<TaskStatus> tasks(int limit);

  /**
   * Submits one task for each input, in one go, and gives their results.
   *
   * @param name the name of the work
   * @param inputs the payloads, one each
   * @return the results, as plain values (strings, numbers, lists, maps)
   */
  Batch<Object> batch(String name, Iterable<?> inputs);

  /** Like {@link #batch(String, Iterable)}, with results of a type. */
  <T> Batch<T> batch(String name, Iterable<?> inputs, Class<T> type);

  /** Like {@link #batch(String, Iterable, Class)}, for tasks that were made one by one. */
  <T> Batch<T> batch(Collection<? extends Task> tasks, Class<T> type);

  /** The tasks that failed for good. */
  DeadLetters deadLetters();

  /** The queues of the engine. */
  Queues queues();

  /**
   * The workers that take tasks from this engine, as each last said of itself, sorted by id. One
   * that stops in good order is gone from here at once; one that is killed, within three times its
   * {@code announce}.
   *
   * @throws UnsupportedFeatureException if the engine keeps no list of workers
   */
  List<WorkerInfo> workers();

  /** Whether the engine can be reached. */
  Health health();

  /** Stops reading and lets go of all resources. Accepted tasks go on. May be called twice. */
  @Override
  void close();
}
