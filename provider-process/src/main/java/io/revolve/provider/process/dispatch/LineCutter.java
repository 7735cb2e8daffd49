package io.revolve.provider.process.dispatch;

import java.util.Arrays;

/** Makes lines of what comes, the longest in pieces that do not cut through a character. */
final class LineCutter implements Sink {
  private static final int SMALL = 128;

  /** Takes a line's bytes. */
  interface Taker {
    void take(byte[] bytes, boolean isEnded);
  }

  private final int longest;
  private final Taker taker;
  private byte[] line = new byte[SMALL];
  private int length;
  private boolean closed;

  LineCutter(int longest, Taker taker) {
    this.longest = longest;
    this.taker = taker;
  }

  @Override
  public synchronized void accept(byte[] buffer, int count) {
    int from = 0;
    while (from < count && !closed) {
      int end = from;
      while (end < count && buffer[end] != '\n') {
        end++;
      }
      append(buffer, from, end);
      if (end < count) {
        give(length, true);
      }
      from = end + 1;
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (length > 0) {
        give(length, false);
      }
    }
  }

  @Override
  public Captured captured() {
    return Captured.NOTHING;
  }

  private void append(byte[] buffer, int from, int end) {
    int at = from;
    while (at < end) {
      if (length == longest) {
        give(whole(), false);
      }
      int more = Math.min(end - at, longest - length);
      if (length + more > line.length) {
        line = Arrays.copyOf(line, Math.min(longest, Math.max(length + more, 2 * line.length)));
      }
      System.arraycopy(buffer, at, line, length, more);
      length += more;
      at += more;
    }
  }

  private void give(int count, boolean isEnded) {
    byte[] bytes = Arrays.copyOf(line, count);
    System.arraycopy(line, count, line, 0, length - count);
    length -= count;
    taker.take(bytes, isEnded);
  }

  /** How much of a piece has whole characters, if what is in it is UTF-8. */
  private int whole() {
    int lead = length - 1;
    while (lead > 0 && length - lead < 4 && (line[lead] & 0xC0) == 0x80) {
      lead--;
    }
    int first = line[lead] & 0xFF;
    int needs = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return needs > length - lead && lead > 0 ? lead : length;
  }
}
