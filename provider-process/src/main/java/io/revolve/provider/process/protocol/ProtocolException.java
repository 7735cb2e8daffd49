package io.revolve.provider.process.protocol;

import java.io.IOException;

/** A process has said what makes no sense: nothing that it says after that can be trusted. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  /** What it said, and what was expected. */
  public ProtocolException(String message) {
    super(message);
  }
}
