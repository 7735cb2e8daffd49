package io.revolve.api;

/** A provider was asked for what it does not declare. */
public class UnsupportedFeatureException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public UnsupportedFeatureException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public UnsupportedFeatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
