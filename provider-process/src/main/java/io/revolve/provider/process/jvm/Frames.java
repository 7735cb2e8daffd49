package io.revolve.provider.process.jvm;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.Relay;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The frames of goridge v3, as a worker reads and writes them. Writing is thread safe. */
final class Frames {
  private static final int WORD = 4;
  private static final int HEADER = 12;
  private static final int CHECKED = 6;
  private static final int CONTROL = 0x01;
  private static final int STREAM = 1;
  private static final int STOP = 2;

  private final DataInputStream in;
  private final Relay relay;
  private final Goridge goridge;

  Frames(Relay relay, Goridge goridge) {
    this.relay = relay;
    this.goridge = goridge;
    in = new DataInputStream(new BufferedInputStream(relay.in(), 1 << 16));
  }

  /**
   * What the pool says.
   *
   * @param flags what the frame is
   * @param stream what it has to do with the call that runs
   * @param call the number of the call that it is about, if it is
   */
  record Frame(int flags, int stream, int call, byte[] context, byte[] body) {

    boolean isControl() {
      return (flags & CONTROL) != 0;
    }

    boolean asksToStop() {
      return new String(body, StandardCharsets.UTF_8).contains("\"stop\"");
    }

    boolean isCancel() {
      return (stream & STOP) != 0;
    }

    boolean isTold() {
      return (stream & STREAM) != 0;
    }
  }

  /** The next frame; null when the pool has gone. */
  @Nullable Frame next() throws IOException {
    byte[] header = new byte[HEADER];
    try {
      in.readFully(header);
      ByteBuffer read = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      CRC32 crc = new CRC32();
      crc.update(header, 0, CHECKED);
      if ((int) crc.getValue() != read.getInt(CHECKED)) {
        throw new IOException("expected a frame of goridge v3, got " + Arrays.toString(header));
      }
      byte[] options = new byte[(header[0] & 0x0F) * WORD - HEADER];
      in.readFully(options);
      byte[] payload = new byte[read.getInt(2)];
      in.readFully(payload);
      ByteBuffer numbers = ByteBuffer.wrap(options).order(ByteOrder.LITTLE_ENDIAN);
      int context = options.length == 0 ? 0 : numbers.getInt();
      return new Frame(
          header[1],
          header[10],
          numbers.hasRemaining() ? numbers.getInt() : 0,
          Arrays.copyOf(payload, context),
          context == 0 ? payload : Arrays.copyOfRange(payload, context, payload.length));
    } catch (EOFException e) {
      return null;
    }
  }

  void greet(long pid) throws IOException {
    write(goridge.greeting(pid));
  }

  /** Says something that is not the end of the call. */
  void part(Payload payload) throws IOException {
    write(goridge.part(payload));
  }

  void answer(Payload payload) throws IOException {
    write(goridge.call(payload));
  }

  void fail(String why) throws IOException {
    write(goridge.failure(why));
  }

  private synchronized void write(byte[] frame) throws IOException {
    relay.out().write(frame);
    relay.out().flush();
  }
}
