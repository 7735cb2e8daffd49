package io.revolve.provider.gearman.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gearman.common.GearmanPacketMagic;

/** Writes packets: a magic, a kind, a length, and the parts with zero bytes between them. */
public final class Frames {
  static final int HEADER = 12;
  private static final int REQUEST = ByteBuffer.wrap(GearmanPacketMagic.REQ.toBytes()).getInt();

  /** The other magic, that of what a server says. */
  static final int RESPONSE = ByteBuffer.wrap(GearmanPacketMagic.RES.toBytes()).getInt();

  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private Frames() {}

  /** A text as a part. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The first part of a packet that was made here, sent or not. */
  public static String first(ByteBuffer frame) {
    int end = HEADER;
    while (end < frame.limit() && frame.get(end) != 0) {
      end++;
    }
    byte[] part = new byte[end - HEADER];
    frame.get(HEADER, part);
    return new String(part, StandardCharsets.UTF_8);
  }

  /** A whole packet of a client or worker. */
  public static ByteBuffer request(Kind kind, byte[]... parts) {
    int first = Math.max(0, parts.length - 1);
    Pieces last = new Pieces();
    if (parts.length > 0) {
      last.add(parts[first]);
    }
    return request(kind, last, Arrays.copyOf(parts, first));
  }

  /** A whole packet whose last part lies in pieces. */
  public static ByteBuffer request(Kind kind, Pieces last, byte[]... first) {
    int length = first.length;
    for (byte[] part : first) {
      length += part.length;
    }
    length = Math.addExact(length, last.length());
    ByteBuffer frame = ByteBuffer.allocate(Math.addExact(HEADER, length));
    frame.putInt(REQUEST).putInt(kind.number()).putInt(length);
    for (byte[] part : first) {
      frame.put(part).put((byte) 0);
    }
    last.writeTo(frame);
    return frame.flip();
  }
}
