package io.revolve.api;

/** Where a task is in its life. */
public enum TaskState {
  /** Made, and not yet handed to a client. */
  CREATED,
  /** Accepted; waits for a worker. */
  QUEUED,
  /** Accepted; waits for its time. */
  DELAYED,
  /** A worker has it. */
  RUNNING,
  /** An attempt failed; waits for the next. */
  RETRYING,
  /** Ended well. */
  COMPLETED,
  /** Failed for good: a dead letter. */
  FAILED,
  /** Cancelled before it ended. */
  CANCELLED;

  /** Whether nothing more will happen to the task. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
