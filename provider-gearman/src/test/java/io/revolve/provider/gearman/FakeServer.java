package io.revolve.provider.gearman;

import io.revolve.testkit.ServerProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who listens where a gearmand should, and answers each packet as a test says. */
final class FakeServer implements AutoCloseable {
  static final int JOB_CREATED = 8;
  static final int ECHO_REQ = 16;
  static final int ECHO_RES = 17;
  static final int SUBMIT_JOB_BG = 18;
  static final int ERROR = 19;
  static final int OPTION_REQ = 26;
  static final int OPTION_RES = 27;

  private final ServerSocket door;
  private final Answering answering;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What it answers. */
  interface Answering {

    /** The bytes that are sent when that packet has come. */
    byte[] answer(int kind, byte[] data);
  }

  FakeServer(Answering answering) {
    this.answering = answering;
    try {
      door = new ServerSocket(ServerProcess.freePort(), 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** A whole packet of a server. */
  static byte[] packet(int kind, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(12 + bytes.length)
        .put(new byte[] {0, 'R', 'E', 'S'})
        .putInt(kind)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** What a gearmand answers to an echo and to an option; nothing to anything else. */
  static byte[] greet(int kind, byte[] data) {
    return switch (kind) {
      case ECHO_REQ -> packet(ECHO_RES, new String(data, StandardCharsets.UTF_8));
      case OPTION_REQ -> packet(OPTION_RES, new String(data, StandardCharsets.UTF_8));
      default -> new byte[0];
    };
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = door.accept();
      open.add(socket);
      inBackground(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    while (in.readInt() == 0x00524551) {
      int kind = in.readInt();
      byte[] data = new byte[in.readInt()];
      in.readFully(data);
      out.write(answering.answer(kind, data));
    }
  }

  private static void inBackground(Serving work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException gone) {
                Thread.currentThread().interrupt(); // The other side has gone, and so it ends.
              }
            },
            "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Serving {
    void run() throws IOException;
  }
}
