package io.revolve.core.reference;

import io.revolve.api.RevolveException;

/** A callback cannot travel as a reference, or a reference that came is not taken. */
public class ReferenceRefusedException extends RevolveException {

  private static final long serialVersionUID = 1;

  /** Whether another worker may take it. */
  private final boolean elsewhere;

  ReferenceRefusedException(String message) {
    this(message, false);
  }

  ReferenceRefusedException(String message, boolean elsewhere) {
    super(message);
    this.elsewhere = elsewhere;
  }

  ReferenceRefusedException(String message, Throwable cause) {
    super(message, cause);
    this.elsewhere = false;
  }

  /** A program that may not be run here. */
  public static ReferenceRefusedException program(String program) {
    return new ReferenceRefusedException(
        "the program " + program + " is not allowed here; see commands.allow", true);
  }

  /**
   * Whether a worker with other classes or another config may take it: true where the class is not
   * there, is not allowed or differs, false where the reference is wrong in itself.
   */
  public boolean elsewhere() {
    return elsewhere;
  }
}
