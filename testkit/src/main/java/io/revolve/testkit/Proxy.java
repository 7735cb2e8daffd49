package io.revolve.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that can go silent without a word, like a network that drops all packets.
 * Connections that were open then stay silent for ever; those made after {@link #mend()} work. The
 * server keeps its half of the dead ones.
 */
public final class Proxy implements AutoCloseable {

  private final ServerSocket door;
  private final int target;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  /** A way to a port of the loopback address. */
  public Proxy(int target) {
    this.target = target;
    try {
      door = new ServerSocket(ServerProcess.freePort(), 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return door.getLocalPort();
  }

  /** From now on nothing comes through. */
  public void cut() {
    silent = true;
    lines.forEach(line -> line.dead = true);
  }

  /** New connections come through again. */
  public void mend() {
    silent = false;
  }

  /** Ends all connections, as either side would; new ones come through. */
  public void hangUp() throws IOException {
    for (Line line : lines) {
      line.near.close();
      line.far.close();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    hangUp();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = door.accept();
      Line line = new Line(near, new Socket(InetAddress.getLoopbackAddress(), target));
      lines.add(line);
      line.dead |= silent;
      inBackground(() -> line.forward(near, line.far));
      inBackground(() -> line.forward(line.far, near));
    }
  }

  private static void inBackground(Forwarding work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                Thread.currentThread().interrupt(); // One side has gone, and so does this thread.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection: two sockets. */
  private static final class Line {
    final Socket near;
    final Socket far;
    volatile boolean dead;

    Line(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void forward(Socket from, Socket to) throws IOException {
      byte[] bytes = new byte[65_536];
      int length = from.getInputStream().read(bytes);
      while (length >= 0) {
        if (!dead) {
          to.getOutputStream().write(bytes, 0, length);
        }
        length = from.getInputStream().read(bytes);
      }
      if (!dead) {
        to.close();
      }
    }
  }

  private interface Forwarding {
    void run() throws IOException;
  }
}
