package io.revolve.provider.memcached;

import io.revolve.spi.Letter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Frame} that has no number yet.
 *
 * @param letters how many are in it
 * @param bytes the frame, whose head is not written yet
 */
record Draft(int letters, byte[] bytes) {

  /** Beyond this a frame costs little less per letter, and who reads one letter gets all of it. */
  private static final int LETTERS = 256;

  private static final int BYTES = 64 << 10;

  /**
   * Frames for letters, in their order. A letter that is larger than a frame has one of its own.
   */
  static List<Draft> cut(List<Letter> letters) {
    List<Draft> drafts = new ArrayList<>();
    List<byte[]> frame = new ArrayList<>();
    int size = Frame.HEAD;
    for (Letter letter : letters) {
      byte[] parcel = letter.parcel().toBytes();
      int more = Integer.BYTES + parcel.length;
      if (!frame.isEmpty() && (frame.size() == LETTERS || size + more > BYTES)) {
        drafts.add(draft(frame, size));
        frame.clear();
        size = Frame.HEAD;
      }
      frame.add(parcel);
      size += more;
    }
    drafts.add(draft(frame, size));
    return drafts;
  }

  private static Draft draft(List<byte[]> parcels, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size).position(Frame.HEAD);
    for (byte[] parcel : parcels) {
      bytes.putInt(parcel.length).put(parcel);
    }
    return new Draft(parcels.size(), bytes.array());
  }

  /**
   * The items of this frame.
   *
   * @param first the number of its first letter
   * @param limit how large an item may be, in bytes
   */
  List<Item> items(long first, int limit) {
    int count = (bytes.length + limit - 1) / limit;
    ByteBuffer.wrap(bytes).putInt(letters).putInt(count).putLong(first);
    if (count == 1) {
      return List.of(new Item(bytes));
    }
    List<Item> items = new ArrayList<>(count);
    for (int from = 0; from < bytes.length; from += limit) {
      items.add(new Item(Arrays.copyOfRange(bytes, from, Math.min(from + limit, bytes.length))));
    }
    return items;
  }
}
