package io.revolve.core.codec;

import io.revolve.api.RevolveException;

/** What came over a link is not of our wire format. The message says what is wrong with it. */
public class UndecodableException extends RevolveException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public UndecodableException(String message) {
    super(message);
  }
}
