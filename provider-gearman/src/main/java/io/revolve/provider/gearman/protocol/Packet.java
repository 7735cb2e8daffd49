package io.revolve.provider.gearman.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One packet as it came.
 *
 * @param kind what it says
 * @param first all parts but the last one, each with a zero byte behind it; or all there is of a
 *     packet that has too few
 * @param last the last part, which may have zero bytes inside
 */
public record Packet(Kind kind, byte[] first, byte[] last) {

  /** A part that is a text; one that is missing is empty. */
  public String text(int part) {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }

  /** A part as bytes. The last one is not copied, and must not be changed. */
  public byte[] bytes(int part) {
    if (part == kind.parts() - 1) {
      return last;
    }
    int start = 0;
    for (int i = 0; i < part; i++) {
      start = Math.min(first.length, zero(start) + 1);
    }
    return Arrays.copyOfRange(first, start, zero(start));
  }

  private int zero(int from) {
    int at = from;
    while (at < first.length && first[at] != 0) {
      at++;
    }
    return at;
  }

  @Override
  public String toString() {
    return kind + " of " + (first.length + last.length) + " bytes";
  }
}
