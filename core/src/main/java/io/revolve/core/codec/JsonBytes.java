package io.revolve.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON text in UTF-8 that grows at its end. Not thread safe. */
final class JsonBytes {

  /** Enough for most headers. */
  private static final int USUAL = 256;

  /** No character needs more. */
  private static final int LONGEST = 6;

  /** The most that a whole number has. */
  private static final int DIGITS = 19;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[USUAL];
  private int length;

  /** Appends bytes as they are. */
  void raw(byte[] some) {
    reserve(some.length);
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
  }

  /** Appends one ASCII character as it is. */
  void raw(char character) {
    reserve(1);
    bytes[length++] = (byte) character;
  }

  /** Appends a text of ASCII characters as it is. */
  void ascii(String text) {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Appends a whole number. */
  void number(long number) {
    if (number < 0) {
      ascii(Long.toString(number));
      return;
    }
    reserve(DIGITS);
    int end = length + DIGITS;
    int start = end;
    long rest = number;
    do {
      bytes[--start] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    System.arraycopy(bytes, start, bytes, length, end - start);
    length += end - start;
  }

  /** Appends a name in quotes and a colon. In names parsers refuse half a character: it goes. */
  void name(String name) {
    text(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    raw(':');
  }

  /** Appends a text in quotes. */
  void text(String text) {
    int end = text.length();
    reserve(end + 2);
    byte[] to = bytes;
    int n = length;
    to[n++] = '"';
    int i = 0;
    while (i < end && isPlain(text.charAt(i))) {
      to[n++] = (byte) text.charAt(i++);
    }
    length = n;
    while (i < end) {
      i += character(text, i);
    }
    raw('"');
  }

  /** All of it so far, with room for more bytes behind. */
  byte[] copy(int room) {
    return Arrays.copyOf(bytes, length + room);
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
  }

  /** Appends the character at an index, whatever it is; returns how many chars it has. */
  private int character(String text, int index) {
    reserve(LONGEST);
    int c = text.codePointAt(index);
    if (c < 0x80) {
      if (isPlain((char) c)) {
        bytes[length++] = (byte) c;
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else {
        escape(c);
      }
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | (c >> 6));
      last(c, 1);
    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      escape(c); // Half a character, which UTF-8 cannot hold.
    } else if (c < 0x10000) {
      bytes[length++] = (byte) (0xe0 | (c >> 12));
      last(c, 2);
    } else {
      bytes[length++] = (byte) (0xf0 | (c >> 18));
      last(c, 3);
      return 2;
    }
    return 1;
  }

  /** The bytes of a character in UTF-8 behind its first. */
  private void last(int c, int count) {
    for (int shift = 6 * (count - 1); shift >= 0; shift -= 6) {
      bytes[length++] = (byte) (0x80 | ((c >> shift) & 0x3f));
    }
  }

  private void escape(int c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(c >> shift) & 0xf];
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
