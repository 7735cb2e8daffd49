package io.revolve.api;

import java.time.Duration;
import java.util.List;

/** Takes tasks and runs them. Thread safe. */
public interface Worker extends AutoCloseable {

  /** The worker's name, unique among workers. */
  String id();

  /**
   * Runs tasks of a name with a callback. May be called while the worker runs.
   *
   * @return this worker
   * @throws IllegalStateException if the name has a callback already
   */
  Worker handle(String name, Callback callback);

  /** Like {@link #handle(String, Callback)} with a new object for each attempt, made by Guice. */
  Worker handle(String name, Class<? extends Callback> type);

  /**
   * Takes and runs tasks until {@link #stop()} or {@link #close()}; returns when the worker has
   * drained. A worker runs once.
   *
   * @throws IllegalStateException if it ran before
   */
  void run();

  /**
   * Like {@link #run()} on a thread of its own; returns at once.
   *
   * @return this worker
   */
  Worker start();

  /**
   * Stops in good order: takes no new task, gives running ones the worker's {@code drain} time and
   * puts the rest back into the queue at once. Returns at once; {@link #run()} returns when done.
   */
  void stop();

  /**
   * Waits for the end of {@link #run()}.
   *
   * @return whether it ended in time
   */
  boolean await(Duration wait) throws InterruptedException;

  /** The attempts that run now. */
  List<TaskStatus> running();

  /** What the worker has done since it was made. */
  WorkerStats stats();

  /** Whether the engine can be reached. */
  Health health();

  /** {@link #stop()}, then waits for the end and lets go of all resources. May be called twice. */
  @Override
  void close();
}
