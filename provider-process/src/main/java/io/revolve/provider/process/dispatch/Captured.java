package io.revolve.provider.process.dispatch;

import java.nio.charset.StandardCharsets;

/**
 * What was kept of an output.
 *
 * @param bytes the first ones; not copied
 * @param dropped how many came after them and were not kept
 */
public record Captured(byte[] bytes, long dropped) {
  static final Captured NOTHING = new Captured(new byte[0], 0);

  /** Whether something is missing. */
  public boolean isTruncated() {
    return dropped > 0;
  }

  /** As UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes" + (isTruncated() ? ", and " + dropped + " dropped" : "");
  }
}
