package io.revolve.spi;

import io.revolve.api.RevolveException;

/**
 * What ran an attempt behind a {@link RunLink} died of it, or had to be killed. The core counts
 * that apart from failures, as the death of a worker: the task is run again whatever its attempts
 * say, and is a dead letter after a few (the worker's {@code crashes}).
 */
public final class WorkerLostException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what died, and how.
   *
   * @param message what died, and how
   * @param cause what it was known by
   */
  public WorkerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
