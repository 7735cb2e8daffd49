package io.revolve.provider.gearman.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Data that lies in several arrays, and is copied no more than it must be. The arrays must not be
 * changed. Not thread safe.
 */
public final class Pieces {
  private final List<byte[]> pieces = new ArrayList<>(2);
  private int length;

  /** No data. */
  public Pieces() {}

  /** Adds a piece at the end. */
  public Pieces add(byte[] piece) {
    pieces.add(piece);
    length = Math.addExact(length, piece.length);
    return this;
  }

  /** Adds all of another's at the end. */
  public Pieces addAll(Pieces others) {
    others.pieces.forEach(this::add);
    return this;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** All of them in one array. */
  public byte[] toBytes() {
    ByteBuffer whole = ByteBuffer.allocate(length);
    pieces.forEach(whole::put);
    return whole.array();
  }

  List<byte[]> all() {
    return pieces;
  }
}
