package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare connection to a gearmand, on which a test says what it likes. */
final class Bare implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;

  Bare(GearmanServer server) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bare say(Kind kind, String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = Frame.bytes(parts[i]);
    }
    byte[] whole = new Frame(kind, bytes).toBytes();
    try {
      socket.getOutputStream().write(whole);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of the next packet, with a space for each zero byte. */
  String hear() {
    try {
      long unused = in.readLong();
      byte[] data = in.readNBytes(in.readInt());
      return new String(data, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Submits a background job; its handle, or the server's error. */
  String submit(String function, String unique) {
    return say(Kind.SUBMIT_JOB_BG, function, unique, "data").hear();
  }

  /** Takes a job: its handle, function, key and data. */
  String grab() {
    return say(Kind.GRAB_JOB_UNIQ).hear();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
