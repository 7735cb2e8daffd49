package io.revolve.provider.process.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the first bytes and counts the others. */
final class Capture implements Sink {
  private final int bound;
  private final List<byte[]> pieces = new ArrayList<>();
  private int kept;
  private long dropped;
  private boolean closed;

  Capture(int bound) {
    this.bound = bound;
  }

  @Override
  public synchronized void accept(byte[] buffer, int count) {
    if (closed) {
      return;
    }
    int more = Math.min(count, bound - kept);
    if (more > 0) {
      pieces.add(Arrays.copyOf(buffer, more));
      kept += more;
    }
    dropped += count - more;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public synchronized Captured captured() {
    if (pieces.size() == 1) {
      return new Captured(pieces.get(0), dropped);
    }
    byte[] all = new byte[kept];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return new Captured(all, dropped);
  }
}
