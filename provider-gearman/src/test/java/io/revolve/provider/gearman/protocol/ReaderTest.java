package io.revolve.provider.gearman.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a server says, whole, in pieces, and when it is no Gearman. */
class ReaderTest {
  private static final int LONGEST = 1 << 20;

  @Test
  void packetsComeOutWholeHoweverTheyAreCut() throws IOException {
    Random random = new Random(19);
    List<byte[]> sent = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int size : new int[] {0, 1, 253, 256, 65_523, 65_524, 65_525, 65_536, 300_000, 7}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      sent.add(data);
      bytes.write(response(Kind.ECHO_RES.number(), data));
    }
    for (int most : new int[] {1, 11, 12, 13, 1000, 65_536, 10_000_000}) {
      List<Packet> read = read(bytes.toByteArray(), most == 1 ? 977 : most);
      assertEquals(sent.size(), read.size());
      for (int i = 0; i < sent.size(); i++) {
        assertArrayEquals(sent.get(i), read.get(i).bytes(0));
      }
    }
  }

  @Test
  void partsOfALargePacketComeOutWholeHoweverTheyAreCut() throws IOException {
    byte[] data = new byte[100_000];
    new Random(3).nextBytes(data);
    byte[] names = {'H', ':', '1', 0, 'f', 0, 0};
    System.arraycopy(names, 0, data, 0, names.length);
    byte[] bytes = response(Kind.JOB_ASSIGN_UNIQ.number(), data);
    for (int most : new int[] {5, 12, 13, 17, 18, 19, 20, 1000, 65_536, 200_000}) {
      Packet packet = read(bytes, most).get(0);
      assertEquals("H:1", packet.text(0));
      assertEquals("f", packet.text(1));
      assertEquals("", packet.text(2));
      assertArrayEquals(Arrays.copyOfRange(data, names.length, data.length), packet.bytes(3));
    }
  }

  @Test
  void partsWithoutAnEndAreRefused() {
    byte[] data = new byte[100_000];
    Arrays.fill(data, (byte) 'x');
    byte[] endless = response(Kind.JOB_ASSIGN_UNIQ.number(), data);
    assertThrows(ProtocolException.class, () -> read(endless, 1000));
  }

  @Test
  void partsAreCutAtZeroBytesAndTheLastMayHaveSome() throws IOException {
    byte[] data = {'H', ':', '1', 0, 'f', 0, 'u', 0, 1, 0, 2};
    Packet packet = read(response(Kind.JOB_ASSIGN_UNIQ.number(), data), 100).get(0);
    assertEquals("H:1", packet.text(0));
    assertEquals("f", packet.text(1));
    assertEquals("u", packet.text(2));
    assertArrayEquals(new byte[] {1, 0, 2}, packet.bytes(3));
  }

  @Test
  void missingPartsAreEmpty() throws IOException {
    Packet packet = read(response(Kind.ERROR.number(), Frame.bytes("only")), 100).get(0);
    assertEquals("only", packet.text(0));
    assertEquals("", packet.text(1));
  }

  @Test
  void garbageIsSaidToBeSome() {
    IOException e =
        assertThrows(
            ProtocolException.class, () -> read(Frame.bytes("HTTP/1.1 400 Bad Request"), 100));
    assertTrue(e.getMessage().contains("48545450 (\"HTTP\")"), e.getMessage());
  }

  @Test
  void aPacketOfALaterProtocolSaysNothing() throws IOException {
    List<Packet> read = read(response(99, new byte[] {1, 0, 2}), 100);
    assertEquals(List.of(Kind.OTHER), read.stream().map(Packet::kind).toList());
  }

  @Test
  void anEndlessLengthIsRefused() {
    byte[] endless = response(Kind.ECHO_RES.number(), new byte[0]);
    ByteBuffer.wrap(endless).putInt(8, LONGEST + 1);
    assertThrows(ProtocolException.class, () -> read(endless, 100));
    ByteBuffer.wrap(endless).putInt(8, -1);
    assertThrows(ProtocolException.class, () -> read(endless, 100));
  }

  @Test
  void aLengthForWhichThereIsNoMemoryIsRefused() {
    byte[] vast = response(Kind.ECHO_RES.number(), new byte[0]);
    ByteBuffer.wrap(vast).putInt(8, Integer.MAX_VALUE);
    Reader reader = new Reader(Integer.MAX_VALUE);
    IOException e =
        assertThrows(
            ProtocolException.class,
            () -> reader.read(Channels.newChannel(inPieces(vast, 100)), packet -> {}));
    assertTrue(e.getMessage().contains("2,147,483,647 bytes"), e.getMessage());
  }

  private static byte[] response(int kind, byte[] data) {
    return ByteBuffer.allocate(Frame.HEADER + data.length)
        .putInt(Frame.RESPONSE)
        .putInt(kind)
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static List<Packet> read(byte[] bytes, int most) throws IOException {
    List<Packet> packets = new ArrayList<>();
    Reader reader = new Reader(LONGEST);
    try (ReadableByteChannel channel = Channels.newChannel(inPieces(bytes, most))) {
      while (true) {
        boolean unused = reader.read(channel, packets::add);
      }
    } catch (EOFException end) {
      return packets;
    }
  }

  private static InputStream inPieces(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, most));
      }

      @Override
      public synchronized int available() {
        return 0; // A channel would go on reading while there is something.
      }
    };
  }
}
