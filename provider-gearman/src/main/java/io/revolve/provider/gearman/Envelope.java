package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Pieces;
import io.revolve.spi.Letter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters as the data of one packet: for each the length of its address (two bytes), the address,
 * the length of its parcel (four bytes), and the parcel.
 */
final class Envelope {

  /** More than this goes apart. */
  private static final int LONG = 1 << 20;

  private Envelope() {}

  /** Letters as they may go together: so many that their packet does not become too long. */
  static List<List<Letter>> divide(List<Letter> letters) {
    List<List<Letter>> parts = new ArrayList<>(1);
    int begin = 0;
    long length = 0;
    for (int i = 0; i < letters.size(); i++) {
      int next = letters.get(i).parcel().body().length;
      if (i > begin && length + next > LONG) {
        parts.add(letters.subList(begin, i));
        begin = i;
        length = 0;
      }
      length += next;
    }
    parts.add(letters.subList(begin, letters.size()));
    return parts;
  }

  static Pieces pieces(List<Letter> letters) {
    Pieces pieces = new Pieces();
    for (Letter letter : letters) {
      byte[] address = letter.address().getBytes(StandardCharsets.UTF_8);
      byte[] header = letter.parcel().header();
      byte[] body = letter.parcel().body();
      byte[] begin =
          ByteBuffer.allocate(2 + address.length + 4 + header.length + 1)
              .putShort((short) address.length)
              .put(address)
              .putInt(header.length + 1 + body.length)
              .put(header)
              .put((byte) '\n')
              .array();
      pieces.add(begin).add(body);
    }
    return pieces;
  }

  /**
   * Reads letters, which stay where they are.
   *
   * @throws IllegalArgumentException if that is no such data
   */
  static List<Letter> read(byte[] data) {
    return read(ByteBuffer.wrap(data));
  }

  /** Likewise, of all that is left there. */
  static List<Letter> read(ByteBuffer data) {
    List<Letter> letters = new ArrayList<>();
    ByteBuffer rest = data.slice();
    while (rest.hasRemaining()) {
      String address = StandardCharsets.UTF_8.decode(take(rest, length(rest, 2))).toString();
      letters.add(new Letter(address, null, new Slice(take(rest, length(rest, 4)))));
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
  static ByteBuffer take(ByteBuffer from, int length) {
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("data that is cut short");
    }
    ByteBuffer taken = from.slice(from.position(), length);
    from.position(from.position() + length);
    return taken;
  }
}
