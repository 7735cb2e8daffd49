package io.revolve.provider.gearman;

import io.revolve.spi.Letter;
import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters as the data of one packet: for each the length of its address (two bytes), the address,
 * the length of its parcel (four bytes), and the parcel.
 */
final class Envelope {

  private Envelope() {}

  static byte[] write(List<Letter> letters) {
    List<byte[]> parts = new ArrayList<>(2 * letters.size());
    int length = 0;
    for (Letter letter : letters) {
      byte[] address = letter.address().getBytes(StandardCharsets.UTF_8);
      byte[] parcel = letter.parcel().toBytes();
      parts.add(address);
      parts.add(parcel);
      length += 2 + address.length + 4 + parcel.length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (int i = 0; i < parts.size(); i += 2) {
      whole.putShort((short) parts.get(i).length).put(parts.get(i));
      whole.putInt(parts.get(i + 1).length).put(parts.get(i + 1));
    }
    return whole.array();
  }

  /**
   * Reads letters.
   *
   * @throws IllegalArgumentException if that is no such data
   */
  static List<Letter> read(byte[] data) {
    List<Letter> letters = new ArrayList<>();
    ByteBuffer whole = ByteBuffer.wrap(data);
    while (whole.hasRemaining()) {
      String address = new String(take(whole, length(whole, 2)), StandardCharsets.UTF_8);
      letters.add(new Letter(address, null, Parcel.ofBytes(take(whole, length(whole, 4)))));
    }
    return letters;
  }

  private static int length(ByteBuffer from, int bytes) {
    if (from.remaining() < bytes) {
      return -1;
    }
    return bytes == 2 ? from.getShort() & 0xffff : from.getInt();
  }

  /** The next bytes, if there are so many. */
  static byte[] take(ByteBuffer from, int length) {
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("data that is cut short");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
