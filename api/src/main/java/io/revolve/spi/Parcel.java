package io.revolve.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What travels: a small header, and a body untouched. Only the core knows what they mean.
 *
 * <p>A provider that leaves the JVM sends {@link #toBytes()}, or header and body apart, and hands
 * over what it receives as {@link #ofBytes}. One that stays in the JVM hands over the object, so
 * that nothing is encoded. Immutable; the arrays must not be changed.
 */
public interface Parcel {

  /** One line of JSON in UTF-8, without a line feed. */
  byte[] header();

  /** The payload's bytes. */
  byte[] body();

  /**
   * What it says to a program that knows nothing of Revolve.
   *
   * @return null if it says nothing there
   */
  default @Nullable Plain plain() {
    return null;
  }

  /** Header, a line feed, body: the form for channels that carry one block of bytes. */
  default byte[] toBytes() {
    byte[] header = header();
    byte[] body = body();
    byte[] whole = Arrays.copyOf(header, header.length + 1 + body.length);
    whole[header.length] = '\n';
    System.arraycopy(body, 0, whole, header.length + 1, body.length);
    return whole;
  }

  /** A parcel of a header and a body. */
  static Parcel of(byte[] header, byte[] body) {
    return new BytesParcel(header, body);
  }

  /**
   * The parcel that {@link #toBytes()} wrote. Bytes without a line feed become a parcel with all of
   * them in its body and an empty header, which the core will find undecodable and keep.
   */
  static Parcel ofBytes(byte[] whole) {
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        return of(Arrays.copyOf(whole, i), Arrays.copyOfRange(whole, i + 1, whole.length));
      }
    }
    return of(new byte[0], whole);
  }

  /** A parcel as it came from a wire. */
  record BytesParcel(byte[] header, byte[] body) implements Parcel {
    @Override
    public String toString() {
      return new String(header, StandardCharsets.UTF_8) + " + " + body.length + " bytes";
    }
  }
}
