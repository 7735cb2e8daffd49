package io.revolve.api;

/** The engine could not be reached in time, or refused; trying again later may help. */
public class EngineException extends RevolveException {

  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong, and what to do
   */
  public EngineException(String message) {
    super(message);
  }

  /**
   * Says what was wrong and what brought it about.
   *
   * @param message what was wrong, and what to do
   * @param cause what brought it about
   */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
