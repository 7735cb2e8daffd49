package io.revolve.bench.gearman;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a gearmand and counts the packets that go through, since that counts none. */
final class Relay implements AutoCloseable {
  private static final int HEADER = 12;

  private final int to;
  private final ServerSocket server;
  private final AtomicLong packets = new AtomicLong();

  /** A relay to a port of the loopback address. */
  Relay(int to) throws IOException {
    this.to = to;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many packets have gone through, both ways. */
  long packets() {
    return packets.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "bench-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        start(() -> pass(near, far));
        start(() -> pass(far, near));
      }
    } catch (IOException e) {
      debug("accepts no more", e);
    }
  }

  private void pass(Socket from, Socket into) {
    try (from;
        into) {
      from.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
      OutputStream out = into.getOutputStream();
      while (true) {
        byte[] header = new byte[HEADER];
        in.readFully(header);
        byte[] data = in.readNBytes(ByteBuffer.wrap(header).getInt(8));
        packets.incrementAndGet();
        out.write(ByteBuffer.allocate(HEADER + data.length).put(header).put(data).array());
      }
    } catch (EOFException e) {
      debug("a side has closed", e);
    } catch (IOException e) {
      debug("a connection is lost", e);
    }
  }

  private static void debug(String what, IOException why) {
    System.getLogger(Relay.class.getName()).log(System.Logger.Level.DEBUG, what, why);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
