package io.revolve.spi;

import io.revolve.api.RevolveException;
import java.time.Duration;

/** An attempt behind a {@link RunLink} failed, and its code has said what is to become of it. */
public final class RunFailedException extends RevolveException {

  private static final long serialVersionUID = 1;

  private final Next next;
  private final Duration delay;

  /** What is to become of a task. */
  public enum Next {
    /** It has failed for good, whatever attempts it has left. */
    NOTHING,
    /** Another attempt after the delay, if there is one left. */
    RETRY,
    /** It goes back into its queue for the delay, without having failed. */
    RETURN
  }

  /**
   * A failure.
   *
   * @param message what was wrong, as the code says it
   * @param next what is to become of the task
   * @param delay until it may run again, not negative
   */
  public RunFailedException(String message, Next next, Duration delay) {
    super(message);
    this.next = next;
    this.delay = delay;
  }

  /** What is to become of the task. */
  public Next next() {
    return next;
  }

  /** Until it may run again. */
  public Duration delay() {
    return delay;
  }
}
