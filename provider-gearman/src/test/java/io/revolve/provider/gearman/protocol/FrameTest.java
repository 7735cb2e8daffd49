package io.revolve.provider.gearman.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final byte[] DATA = {1, 0, 2};

  private static byte[] packet(int kind, int length, byte... data) {
    return ByteBuffer.allocate(Frame.HEADER + data.length)
        .put(new byte[] {0, 'R', 'E', 'Q'})
        .putInt(kind)
        .putInt(length)
        .put(data)
        .array();
  }

  @Test
  void aPacketHasZeroBytesBetweenItsParts() {
    Frame frame = new Frame(Kind.SUBMIT_JOB, Frame.bytes("f"), Frame.bytes("ke"), DATA);
    byte[] expected =
        packet(
            7,
            8,
            (byte) 'f',
            (byte) 0,
            (byte) 'k',
            (byte) 'e',
            (byte) 0,
            (byte) 1,
            (byte) 0,
            (byte) 2);
    assertArrayEquals(expected, frame.toBytes());
    assertEquals(expected.length, frame.size());
    assertEquals("f", frame.first());
  }

  @Test
  void aPacketMayHaveNoPartOrOne() {
    assertArrayEquals(packet(30, 0), new Frame(Kind.GRAB_JOB_UNIQ, new byte[0][]).toBytes());
    assertArrayEquals(packet(16, 3, DATA), new Frame(Kind.ECHO_REQ, DATA).toBytes());
  }

  @Test
  void theLastPartMayLieInPieces() {
    Pieces pieces = new Pieces().add(DATA).add(new byte[0]).add(DATA);
    Frame frame = new Frame(Kind.WORK_COMPLETE, pieces, Frame.bytes("h"));
    byte[] expected =
        packet(
            13,
            8,
            (byte) 'h',
            (byte) 0,
            (byte) 1,
            (byte) 0,
            (byte) 2,
            (byte) 1,
            (byte) 0,
            (byte) 2);
    assertArrayEquals(expected, frame.toBytes());
  }
}
