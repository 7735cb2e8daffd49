package io.revolve.provider.gearman.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gearman.common.GearmanPacketMagic;

/**
 * One packet of a client or worker: a magic, a kind, a length, and the parts with zero bytes
 * between them. The last part is not copied before it is written, so its arrays must not be
 * changed.
 */
public final class Frame {
  static final int HEADER = 12;
  private static final int REQUEST = ByteBuffer.wrap(GearmanPacketMagic.REQ.toBytes()).getInt();

  /** The other magic, that of what a server says. */
  static final int RESPONSE = ByteBuffer.wrap(GearmanPacketMagic.RES.toBytes()).getInt();

  /** The header and all parts but the last one, each with a zero byte behind it. */
  private final byte[] head;

  private final Pieces last;

  /** A packet of some parts. */
  public Frame(Kind kind, byte[]... parts) {
    this(kind, last(parts), Arrays.copyOf(parts, Math.max(0, parts.length - 1)));
  }

  /** A packet whose last part lies in pieces. */
  public Frame(Kind kind, Pieces last, byte[]... first) {
    int length = first.length;
    for (byte[] part : first) {
      length += part.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + length);
    bytes.putInt(REQUEST).putInt(kind.number()).putInt(Math.addExact(length, last.length()));
    for (byte[] part : first) {
      bytes.put(part).put((byte) 0);
    }
    this.head = bytes.array();
    this.last = last;
  }

  private static Pieces last(byte[][] parts) {
    Pieces last = new Pieces();
    return parts.length == 0 ? last : last.add(parts[parts.length - 1]);
  }

  /** A text as a part. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The first of several parts, as a text. */
  public String first() {
    int end = HEADER;
    while (end < head.length && head[end] != 0) {
      end++;
    }
    return new String(head, HEADER, end - HEADER, StandardCharsets.UTF_8);
  }

  /** All of it in one array. */
  public byte[] toBytes() {
    return new Pieces().add(head).addAll(last).toBytes();
  }

  byte[] head() {
    return head;
  }

  List<byte[]> last() {
    return last.all();
  }

  /** How many bytes it has in all. */
  long size() {
    return (long) head.length + last.length();
  }
}
