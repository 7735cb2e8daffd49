package io.revolve.cli.handlers;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;

/**
 * {@code flaky}: fails as often as it is told and succeeds then, to try out attempts, backoff and
 * dead letters. Payload: the number of failures, 1 by default. Result: the attempt that succeeded.
 */
public final class Flaky implements Callback {

  private static final long serialVersionUID = 1;

  /** Made by the worker. */
  public Flaky() {}

  @Override
  public Object call(RunningTask task) {
    Integer failures = task.payload(Integer.class);
    int told = failures == null ? 1 : failures;
    if (task.attempt() <= told) {
      throw new IllegalStateException("failed as told, " + task.attempt() + " of " + told);
    }
    return task.attempt();
  }
}
