package io.revolve.provider.gearman.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One packet as it came.
 *
 * @param kind what it says
 * @param data all behind the header: parts with zero bytes between them
 */
public record Packet(Kind kind, byte[] data) {

  /** A part that is a text. */
  public String text(int part) {
    int start = start(part);
    return new String(data, start, end(part, start) - start, StandardCharsets.UTF_8);
  }

  /** A part as bytes. */
  public byte[] bytes(int part) {
    int start = start(part);
    int end = end(part, start);
    return start == 0 && end == data.length ? data : Arrays.copyOfRange(data, start, end);
  }

  private int start(int part) {
    int at = 0;
    for (int i = 0; i < part; i++) {
      at = Math.min(data.length, zero(at) + 1);
    }
    return at;
  }

  /** The last part has no end of its own, and may have zero bytes inside. */
  private int end(int part, int start) {
    return part == kind.parts() - 1 ? data.length : zero(start);
  }

  private int zero(int from) {
    int at = from;
    while (at < data.length && data[at] != 0) {
      at++;
    }
    return at;
  }

  @Override
  public String toString() {
    return kind + " of " + data.length + " bytes";
  }
}
