package io.revolve.api;

/** What all exceptions of Revolve have in common. */
public class RevolveException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public RevolveException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public RevolveException(String message, Throwable cause) {
    super(message, cause);
  }
}
