package io.revolve.provider.gearman.protocol;

import java.io.IOException;

/** What came from the other side is no Gearman: the connection is of no use any more. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  ProtocolException(String message) {
    super(message);
  }
}
