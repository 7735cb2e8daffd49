package io.revolve.api;

/**
 * The attempt is over for its worker: it ended, or the lease was lost and the task is another's.
 */
public class LeaseLostException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public LeaseLostException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public LeaseLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
