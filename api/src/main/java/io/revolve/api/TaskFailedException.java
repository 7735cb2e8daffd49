package io.revolve.api;

/** The task failed for good. The message names the task and the worker's error. */
public class TaskFailedException extends RevolveException {

  private static final long serialVersionUID = 1;

  /** Why: strings only, so that this exception can be logged and compared anywhere. */
  private final transient Failure failure;

  /**
   * Says which task failed, and why.
   *
   * @param taskId the task
   * @param taskName its name
   * @param failure the worker's error
   */
  public TaskFailedException(String taskId, String taskName, Failure failure) {
    super("task " + taskName + " (" + taskId + ") failed: " + failure);
    this.failure = failure;
  }

  /** The worker's error, with its stack. */
  public Failure failure() {
    return failure;
  }
}
