package io.revolve.provider.gearman.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent arrives whole and in order, however the channel takes it. */
@Timeout(30)
class WriterTest {
  private static final int BUFFER = 64 << 10;

  @Test
  void packetsAreWrittenWholeHoweverTheyAreTaken() throws IOException {
    Random random = new Random(29);
    List<Frame> frames = new ArrayList<>();
    for (int size :
        new int[] {0, 1, 255, BUFFER - 13, BUFFER - 12, BUFFER - 11, BUFFER, 300_000, 5}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      frames.add(new Frame(Kind.ECHO_REQ, data));
      frames.add(new Frame(Kind.GRAB_JOB_UNIQ));
      frames.add(new Frame(Kind.SUBMIT_JOB, Frame.bytes("f"), data, data));
      frames.add(new Frame(Kind.SUBMIT_JOB, data, Frame.bytes(""), Frame.bytes("")));
    }
    for (int most : new int[] {7, 1000, BUFFER - 1, 10_000_000}) {
      Sink sink = new Sink(most);
      Writer writer = new Writer(sink);
      frames.forEach(writer::add);
      assertTrue(writer.write());
      assertArrayEquals(expected(frames), sink.taken.toByteArray());
    }
  }

  @Test
  void aChannelThatTakesNoMoreGetsTheRestLater() throws IOException {
    Sink sink = new Sink(1000);
    Writer writer = new Writer(sink);
    List<Frame> frames = List.of(new Frame(Kind.ECHO_REQ, new byte[5000]));
    frames.forEach(writer::add);
    sink.left = 1700;
    assertFalse(writer.write());
    assertEquals(1700, sink.taken.size());
    sink.left = Integer.MAX_VALUE;
    assertTrue(writer.write());
    assertArrayEquals(expected(frames), sink.taken.toByteArray());
  }

  @Test
  void manySmallPacketsGoInOneCall() throws IOException {
    Sink sink = new Sink(10_000_000);
    Writer writer = new Writer(sink);
    for (int i = 0; i < 1000; i++) {
      writer.add(new Frame(Kind.WORK_COMPLETE, Frame.bytes("H:x:" + i), new byte[10]));
    }
    assertTrue(writer.write());
    assertEquals(1, sink.calls);
  }

  @Test
  void threadsThatWriteAtOnceLoseNothing() throws Exception {
    int each = 20_000;
    Sink sink = new Sink(500);
    Writer writer = new Writer(sink);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(() -> write(writer, each));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(4 * each * (Frame.HEADER + 3), sink.taken.size());
  }

  private static void write(Writer writer, int times) {
    try {
      for (int i = 0; i < times; i++) {
        writer.add(new Frame(Kind.ECHO_REQ, new byte[3]));
        assertTrue(writer.write());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] expected(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      bytes.writeBytes(frame.head());
      frame.last().forEach(bytes::writeBytes);
    }
    return bytes.toByteArray();
  }

  /** Takes so many bytes at once, and so many in all. */
  private static final class Sink implements WritableByteChannel {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final int most;
    int left = Integer.MAX_VALUE;
    int calls;

    Sink(int most) {
      this.most = most;
    }

    @Override
    public int write(ByteBuffer from) {
      calls++;
      byte[] bytes = new byte[Math.min(Math.min(most, left), from.remaining())];
      from.get(bytes);
      left -= bytes.length;
      taken.writeBytes(bytes);
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
