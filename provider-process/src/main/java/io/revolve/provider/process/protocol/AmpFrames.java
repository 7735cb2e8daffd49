package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Writes AMP's frames: an opcode, the length of the payload, the payload. A length below 254 is one
 * byte. 254 stands before one of two bytes, and 255 before one of four, the highest first. So
 * writes and reads AMP's PHP side. Its Python worker takes 254 itself for a length of one byte;
 * with that one, a payload of just 254 bytes cannot be exchanged.
 */
public final class AmpFrames {
  static final char MORE = '0';
  static final char LAST = '1';
  static final char CLOSE = '2';
  static final char PING = '3';
  static final char PONG = '4';

  static final char REQUEST = '1';
  static final char CANCEL = '2';

  static final int SHORT = 254;
  static final int LONG = 255;

  /** The longest name of a procedure, in bytes. */
  public static final int LONGEST_NAME = 255;

  private static final int ID = 4;
  private static final byte[] NOTHING = new byte[0];

  private AmpFrames() {}

  /**
   * A call.
   *
   * @param name the procedure's name, at most {@link #LONGEST_NAME} bytes
   */
  public static byte[] request(int id, byte[] name, byte[] workload) {
    if (name.length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a procedure's name of " + name.length + " bytes; AMP takes 255 at most");
    }
    int length = Math.addExact(ID + 2 + name.length, workload.length);
    byte[] frame = frame(LAST, length);
    int at = frame.length - length;
    at = call(frame, at, id, REQUEST);
    frame[at++] = (byte) name.length;
    System.arraycopy(name, 0, frame, at, name.length);
    System.arraycopy(workload, 0, frame, at + name.length, workload.length);
    return frame;
  }

  /** An answer, or a piece of one. */
  public static byte[] result(int id, AmpWord.Kind kind, byte[] data) {
    return about(id, kind.code, data);
  }

  /** That there is no answer, and why. */
  public static byte[] error(int id, String why) {
    return about(id, AmpWord.Kind.ERROR.code, why.getBytes(StandardCharsets.UTF_8));
  }

  /** That an answer is not wanted any more. */
  public static byte[] cancel(int id) {
    return about(id, CANCEL, NOTHING);
  }

  /** That whoever says it is about to leave. */
  public static byte[] close() {
    return frame(CLOSE, 0);
  }

  /** A question for a sign of life. */
  public static byte[] ping(byte[] data) {
    return control(PING, data);
  }

  /** A sign of life. */
  public static byte[] pong(byte[] data) {
    return control(PONG, data);
  }

  private static byte[] control(char opcode, byte[] data) {
    byte[] frame = frame(opcode, data.length);
    System.arraycopy(data, 0, frame, frame.length - data.length, data.length);
    return frame;
  }

  private static byte[] about(int id, char code, byte[] data) {
    int length = Math.addExact(ID + 1, data.length);
    byte[] frame = frame(LAST, length);
    int at = call(frame, frame.length - length, id, code);
    System.arraycopy(data, 0, frame, at, data.length);
    return frame;
  }

  private static int call(byte[] frame, int at, int id, char code) {
    put(frame, at, id, ID);
    frame[at + ID] = (byte) code;
    return at + ID + 1;
  }

  private static byte[] frame(char opcode, int length) {
    int more = length < SHORT ? 0 : length <= 0xFFFF ? 2 : 4;
    byte[] frame = new byte[Math.addExact(2 + more, length)];
    frame[0] = (byte) opcode;
    frame[1] = (byte) (more == 0 ? length : more == 2 ? SHORT : LONG);
    put(frame, 2, length, more);
    return frame;
  }

  private static void put(byte[] into, int at, int value, int count) {
    for (int i = 0; i < count; i++) {
      into[at + i] = (byte) (value >>> (8 * (count - 1 - i)));
    }
  }
}
