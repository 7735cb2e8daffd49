package io.revolve.provider.memcached;

import java.nio.charset.StandardCharsets;

/**
 * How far a log was read and cleared, for its writers and for a reader that comes later. Whoever
 * moves on writes it; when two do so at once one is overwritten, which costs a few calls and no
 * letter.
 *
 * @param log the log's id
 * @param read the number of the last letter that was read
 * @param goneFrames all frames up to this one were removed, read or not
 * @param goneLetters the number of the last letter in these
 */
record Mark(int log, long read, long goneFrames, long goneLetters) {

  /** The mark of a log of which nothing was read or removed. */
  static Mark none(int log) {
    return new Mark(log, 0, 0, 0);
  }

  static Mark of(Item item) {
    String[] fields = new String(item.bytes(), StandardCharsets.US_ASCII).split(" ");
    return new Mark(
        Integer.parseInt(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }

  Item item() {
    String text = log + " " + read + " " + goneFrames + " " + goneLetters;
    return new Item(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** How many letters up to the counter are neither read nor gone. */
  long unread(Counter counter) {
    return counter.letters() - Math.max(read, goneLetters);
  }

  /** The same log's mark, read up to a letter if it was not yet. */
  Mark readTo(long letter) {
    return new Mark(log, Math.max(read, letter), goneFrames, goneLetters);
  }

  /** The same log's mark, cleared up to a frame. */
  Mark clearedTo(long frame, long letter) {
    return frame <= goneFrames ? this : new Mark(log, read, frame, letter);
  }
}
