package io.revolve.provider.process.dispatch;

import java.nio.charset.StandardCharsets;

/**
 * What a command wrote up to the end of a line.
 *
 * @param execution whose it is
 * @param isError whether it was written to the standard error
 * @param bytes without the line feed; not copied
 * @param isEnded whether a line feed ended it: not for a piece of a line that was too long, nor for
 *     the last one if nothing ended it
 */
public record Line(Execution execution, boolean isError, byte[] bytes, boolean isEnded) {

  /** As UTF-8, without a carriage return at its end. */
  public String text() {
    int length = bytes.length;
    if (isEnded && length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text();
  }
}
