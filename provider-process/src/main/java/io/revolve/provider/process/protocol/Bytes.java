package io.revolve.provider.process.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Bytes that have come and were not taken yet. Not thread safe. */
public final class Bytes {
  private static final int ROOM = 64 * 1024;
  private static final int USUAL = 8192;
  private static final int SHOWN = 200;

  private static final byte[] NOTHING = new byte[0];

  /** What may be kept of the room where nothing waits in it, and there are many of these. */
  private static final int SPARE = 4096;

  private byte[] bytes;
  private int from;
  private int to;

  /** None, with room for many at once. */
  public Bytes() {
    this(new byte[ROOM], 0);
  }

  private Bytes(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  /** None, and no room: for who has thousands of these. */
  public static Bytes sparing() {
    return new Bytes(NOTHING, 0);
  }

  /** These, which must not be changed. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes, bytes.length);
  }

  /** Adds what is there. */
  public void put(ByteBuffer more) {
    int count = more.remaining();
    if (bytes.length - to < count) {
      int left = length();
      // What a sender says will come is no reason to make room for it: it may never come.
      byte[] room = new byte[Math.max(left + count, Math.min(2 * left, Integer.MAX_VALUE - 8))];
      System.arraycopy(bytes, from, room, 0, left);
      bytes = room;
      from = 0;
      to = left;
    }
    more.get(bytes, to, count);
    to += count;
  }

  /** Gives back the room, where nothing is left in it. */
  public void spare() {
    if (from == to) {
      from = 0;
      to = 0;
      if (bytes.length > SPARE) {
        bytes = NOTHING;
      }
    }
  }

  /**
   * Reads what there is, and waits for at least one byte.
   *
   * @return false at the end
   */
  public boolean fill(InputStream in) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
      if (bytes.length > ROOM) {
        bytes = new byte[ROOM]; // A large frame is no reason to keep so much for ever.
      }
    } else if (to == bytes.length) {
      makeRoom();
    }
    // Mostly a small word; more than this costs the JDK a buffer of its own for each read.
    int most = from == to ? USUAL : bytes.length - to;
    int count = in.read(bytes, to, most);
    if (count < 0) {
      return false;
    }
    to += count;
    return true;
  }

  private void makeRoom() {
    if (from > 0 && from >= bytes.length / 2) {
      System.arraycopy(bytes, from, bytes, 0, length());
    } else {
      byte[] more = new byte[Math.min(Integer.MAX_VALUE - 8, Math.max(ROOM, 2 * bytes.length))];
      System.arraycopy(bytes, from, more, 0, length());
      bytes = more;
    }
    to -= from;
    from = 0;
  }

  /** How many there are. */
  public int length() {
    return to - from;
  }

  /** One of them, from 0 to 255. */
  public int at(int index) {
    return bytes[from + index] & 0xFF;
  }

  /** Four of them as a number, the lowest first. */
  public long littleEndian(int index) {
    return at(index)
        | (long) at(index + 1) << 8
        | (long) at(index + 2) << 16
        | (long) at(index + 3) << 24;
  }

  /** Four of them as a number, the highest first. */
  public long bigEndian(int index) {
    return (long) at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
  }

  /** Takes the first ones. */
  public byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, from, from + count);
    from += count;
    return taken;
  }

  /** Passes over the first ones. */
  public void skip(int count) {
    from += count;
  }

  /** The first ones, to be checked; they may change with the next call. */
  CRC32 crc(int count) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, count);
    return crc;
  }

  /** What is there, as a person can read it. */
  public String shown() {
    int count = Math.min(SHOWN, length());
    String text = new String(bytes, from, count, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> shown.appendCodePoint(c >= ' ' && c != 0x7F && c != 0xFFFD ? c : '.'));
    return "\"" + shown + (count < length() ? "..." : "") + "\"";
  }
}
