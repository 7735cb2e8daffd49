package io.revolve.api;

/** A payload cannot be encoded, is not of the type asked for, or is too large. */
public class PayloadException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public PayloadException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
