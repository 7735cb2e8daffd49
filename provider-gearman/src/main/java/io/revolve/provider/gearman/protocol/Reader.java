package io.revolve.provider.gearman.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server says into packets. All is read through one buffer, the last part of a large
 * packet in pieces that go to where they stay, so that it is in memory once. Not thread safe.
 */
final class Reader {
  private static final int BUFFER = 64 << 10;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final int longest;

  /** A packet whose last part is being read. */
  private @Nullable Packet large;

  /** How much of that is there. */
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
    if (from.read(buffer) < 0) {
      throw new EOFException("the server has closed the connection");
    }
    boolean isFull = !buffer.hasRemaining();
    buffer.flip();
    fill(to);
    while (large == null && buffer.remaining() >= Frame.HEADER && cut(to)) {
      // Until what is left is no whole packet.
    }
    buffer.compact();
    return isFull;
  }

  /** What belongs to a large packet that has begun. */
  private void fill(Consumer<Packet> to) {
    Packet filling = large;
    if (filling != null) {
      byte[] last = filling.last();
      int count = Math.min(last.length - filled, buffer.remaining());
      buffer.get(last, filled, count);
      filled += count;
      if (filled == last.length) {
        large = null;
        to.accept(filling);
      }
    }
  }

  private boolean cut(Consumer<Packet> to) throws ProtocolException {
    int at = buffer.position();
    int magic = buffer.getInt(at);
    int length = buffer.getInt(at + 8);
    if (magic != Frame.RESPONSE) {
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
    if (buffer.remaining() - Frame.HEADER < length && length <= BUFFER - Frame.HEADER) {
      return false;
    }
    Kind kind = Kind.of(buffer.getInt(at + 4));
    int begin = at + Frame.HEADER;
    int split = split(kind, begin, Math.min(length, buffer.limit() - begin));
    if (split < 0 && buffer.limit() - begin < length) {
      if (buffer.remaining() == BUFFER) {
        throw new ProtocolException("got a packet whose parts have no end");
      }
      return false; // The parts before the last one are still on their way.
    }
    buffer.position(begin);
    byte[] first = new byte[split < 0 ? length : split];
    byte[] last = room(length - first.length);
    int there = Math.min(last.length, buffer.remaining() - first.length);
    buffer.get(first).get(last, 0, there);
    Packet packet = new Packet(kind, first, last);
    if (there < last.length) {
      large = packet;
      filled = there;
      return false;
    }
    to.accept(packet);
    return true;
  }

  /** How long all parts but the last one are, with their ends; -1 if that is not there. */
  private int split(Kind kind, int begin, int there) {
    int at = 0;
    for (int part = 1; part < kind.parts(); part++) {
      do {
        if (at == there) {
          return -1;
        }
      } while (buffer.get(begin + at++) != 0);
    }
    return at;
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
}
