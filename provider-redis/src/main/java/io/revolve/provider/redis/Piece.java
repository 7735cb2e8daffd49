package io.revolve.provider.redis;

import io.revolve.spi.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters of one address that become one entry of its log.
 *
 * @param address whose log
 * @param letters how many are in the frame
 * @param frame all of them
 */
record Piece(String address, int letters, byte[] frame) {

  private static final int LETTERS = 128;
  private static final int FRAME_BYTES = 256 << 10;

  /** Cuts letters into pieces, address by address. */
  static List<Piece> cut(List<Letter> letters) {
    if (letters.isEmpty()) {
      return List.of();
    }
    Map<String, List<Letter>> byAddress = new LinkedHashMap<>();
    for (Letter letter : letters) {
      byAddress.computeIfAbsent(letter.address(), address -> new ArrayList<>()).add(letter);
    }
    List<Piece> pieces = new ArrayList<>();
    byAddress.forEach((address, all) -> cut(address, all, pieces));
    return pieces;
  }

  /** Frames of a size at which many letters cost little, and none keeps the server busy long. */
  private static void cut(String address, List<Letter> letters, List<Piece> pieces) {
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < letters.size(); i++) {
      int size = letters.get(i).parcel().body().length;
      if (i > from && (i - from == LETTERS || bytes + size > FRAME_BYTES)) {
        pieces.add(of(address, letters.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    pieces.add(of(address, letters.subList(from, letters.size())));
  }

  private static Piece of(String address, List<Letter> letters) {
    return new Piece(
        address, letters.size(), Frame.of(letters.stream().map(Letter::parcel).toList()));
  }

  /** Says it to a script. */
  void addTo(List<byte[]> arguments) {
    arguments.add(Fields.bytes(Fields.encode(address)));
    arguments.add(Fields.bytes(letters));
    arguments.add(frame);
  }
}
