package io.revolve.api;

/** The task has ended, and how is no longer known: its result was kept for its time. */
public class ResultExpiredException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public ResultExpiredException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public ResultExpiredException(String message, Throwable cause) {
    super(message, cause);
  }
}
