package io.revolve.provider.process;

import io.revolve.api.RevolveException;
import java.util.List;

/** A program did not end well. */
final class CommandFailedException extends RevolveException {
  private static final long serialVersionUID = 1;

  /**
   * Says how it ended, and what it said about that.
   *
   * @param lines the last ones of its standard error
   */
  CommandFailedException(String message, List<String> lines) {
    super(lines.isEmpty() ? message : message + "; it wrote: " + String.join("\n", lines));
  }
}
