package io.revolve.provider.memcached;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How far a log was numbered. It is one item, so that one {@code incr} reserves frames and letters
 * together and no writer comes between: the frames are its lower 31 bits, the letters those above.
 * The id is in the item's flags, which {@code incr} leaves alone; so a log that began anew is known
 * as another.
 *
 * @param log the id of the log, by chance
 * @param frames the number of the last frame
 * @param letters the number of the last letter
 */
record Counter(int log, long frames, long letters) {

  private static final int BITS = 31;
  private static final long MASK = (1L << BITS) - 1;

  /** Far more than all writers reserve before one of them begins a new log. */
  private static final long FULL = MASK - (1 << 24);

  static Counter of(Item item) {
    String digits = new String(item.bytes(), StandardCharsets.US_ASCII).strip();
    return of(item.flags(), Long.parseLong(digits));
  }

  static Counter of(int log, long number) {
    return new Counter(log, number & MASK, number >>> BITS);
  }

  /** What to count up by. */
  static long step(long frames, long letters) {
    return (letters << BITS) + frames;
  }

  /** The counter of a new log. */
  static Item fresh() {
    int log = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    return new Item(log, "0".getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the bits are about to run out. */
  boolean isFull() {
    return frames > FULL || letters > FULL;
  }
}
