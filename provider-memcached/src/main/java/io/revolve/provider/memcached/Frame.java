package io.revolve.provider.memcached;

import io.revolve.spi.Parcel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters that travel as one: a head of 16 bytes (how many letters, how many items, the number of
 * the first letter), then for each letter its length in four bytes and its bytes. An item without a
 * byte stands for a frame that its reader gave up: its writer, who comes too late, is refused by
 * it.
 *
 * @param first the number of the first letter
 * @param items how many items hold it
 * @param parcels the letters; none if the reader gave it up
 */
record Frame(long first, int items, List<Parcel> parcels) {

  static final int HEAD = 16;

  static final Item GIVEN_UP = new Item(new byte[0]);

  long last() {
    return first + parcels.size() - 1;
  }

  /** How many items hold the frame whose first item this is; 0 if it was given up. */
  static int items(Item first) {
    return first.bytes().length < HEAD ? 0 : ByteBuffer.wrap(first.bytes()).getInt(4);
  }

  /** The number of the last letter, from the first item. */
  static long last(Item first) {
    ByteBuffer head = ByteBuffer.wrap(first.bytes());
    return head.getLong(8) + head.getInt(0) - 1;
  }

  /** The frame in its bytes, all items of it joined. */
  static Frame of(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int letters = frame.getInt();
    int items = frame.getInt();
    long first = frame.getLong();
    List<Parcel> parcels = new ArrayList<>(letters);
    for (int i = 0; i < letters; i++) {
      byte[] parcel = new byte[frame.getInt()];
      frame.get(parcel);
      parcels.add(Parcel.ofBytes(parcel));
    }
    return new Frame(first, items, parcels);
  }
}
