package io.revolve.provider.memcached;

import org.jspecify.annotations.Nullable;

/**
 * Where a reader is.
 *
 * @param log the id of the log
 * @param frame the frame that comes next, or of which some letters were read
 * @param letter the number of the last letter that was read or given up
 */
record Position(int log, long frame, long letter) {

  static Position of(String text) {
    String[] fields = text.split("-", -1);
    try {
      if (fields.length == 3) {
        return new Position(
            Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
      }
    } catch (NumberFormatException e) {
      throw unknown(text, e);
    }
    throw unknown(text, null);
  }

  private static IllegalArgumentException unknown(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no position of a log; pass on what the last read gave", cause);
  }

  @Override
  public String toString() {
    return log + "-" + frame + "-" + letter;
  }
}
