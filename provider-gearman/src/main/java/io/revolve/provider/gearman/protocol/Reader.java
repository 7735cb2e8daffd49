package io.revolve.provider.gearman.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server says into packets. Small ones are cut out of one buffer; the data of a large
 * one is read to where it stays, so that it is in memory once. Not thread safe.
 */
final class Reader {
  private static final int BUFFER = 64 << 10;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final int longest;

  /** What is being read into {@code large}. */
  private @Nullable Kind kind;

  private byte @Nullable [] large;

  /** How much of {@code large} is there. */
  private int filled;

  /** Reads packets whose data has so many bytes at most. */
  Reader(int longest) {
    this.longest = longest;
  }

  /**
   * Reads once what is there, and hands over all packets that are whole by then.
   *
   * @return whether there may be more
   */
  boolean read(ReadableByteChannel from, Consumer<Packet> to) throws IOException {
    byte[] filling = large;
    if (filling != null) {
      int count = from.read(ByteBuffer.wrap(filling, filled, filling.length - filled));
      check(count);
      filled += count;
      if (filled < filling.length) {
        return false;
      }
      large = null;
      hand(filling, to);
      return true;
    }
    int count = from.read(buffer);
    check(count);
    boolean isFull = !buffer.hasRemaining();
    buffer.flip();
    while (large == null && buffer.remaining() >= Frames.HEADER && cut(to)) {
      // Until what is left is no whole packet.
    }
    buffer.compact();
    return isFull;
  }

  private static void check(int count) throws EOFException {
    if (count < 0) {
      throw new EOFException("the server has closed the connection");
    }
  }

  private boolean cut(Consumer<Packet> to) throws ProtocolException {
    int at = buffer.position();
    int magic = buffer.getInt(at);
    int length = buffer.getInt(at + 8);
    if (magic != Frames.RESPONSE) {
      throw new ProtocolException(
          String.format(
              "expected a packet of Gearman, got bytes that begin with %08x (\"%s\")",
              magic, text(magic)));
    }
    if (length < 0 || length > longest) {
      throw new ProtocolException(
          String.format(
              "got a packet of %,d bytes, %,d are allowed", length & 0xffffffffL, longest));
    }
    if (buffer.remaining() - Frames.HEADER < length && length <= BUFFER - Frames.HEADER) {
      return false;
    }
    kind = Kind.of(buffer.getInt(at + 4));
    buffer.position(at + Frames.HEADER);
    byte[] data = room(length);
    int there = Math.min(length, buffer.remaining());
    buffer.get(data, 0, there);
    if (there < length) {
      large = data;
      filled = there;
      return false;
    }
    hand(data, to);
    return true;
  }

  private static String text(int magic) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(magic).array();
    return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
  }

  /** Whoever sends no Gearman may have said that a packet is very long. */
  private static byte[] room(int length) throws ProtocolException {
    try {
      return new byte[length];
    } catch (OutOfMemoryError e) {
      throw new ProtocolException(
          String.format("got a packet of %,d bytes, for which there is no memory", length));
    }
  }

  private void hand(byte[] data, Consumer<Packet> to) {
    Kind whole = kind;
    if (whole != null) {
      kind = null;
      to.accept(new Packet(whole, data));
    }
  }
}
