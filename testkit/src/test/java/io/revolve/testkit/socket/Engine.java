package io.revolve.testkit.socket;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A server that holds jobs and messages, by namespace, and survives its own restart. */
public final class Engine implements AutoCloseable {

  /** What one namespace holds. */
  record Space(JobStore jobs, MessageStore messages, NoteStore notes) {}

  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private final Map<String, Space> spaces = new ConcurrentHashMap<>();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private int port;

  /** Starts on a free port. */
  public Engine() {
    start();
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return port;
  }

  private void start() {
    try {
      ServerSocket listening = port == 0 ? anywhere() : listenAt(port);
      server = listening;
      port = listening.getLocalPort();
      Thread accepting = new Thread(() -> accept(listening), "socket-engine");
      accepting.setDaemon(true);
      accepting.start();
      acceptor = accepting;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A free port below those that the system gives to outgoing connections: while the engine is down
   * for its restart, one of these could take its port, or a client that calls connect to itself.
   */
  private static ServerSocket anywhere() throws IOException {
    Random random = new Random();
    BindException failure = new BindException("no free port from " + LOWEST_PORT + " on");
    for (int i = 0; i < 1000; i++) {
      try {
        return listenAt(LOWEST_PORT + random.nextInt(PORTS));
      } catch (BindException taken) {
        failure = taken;
      }
    }
    throw failure;
  }

  private static ServerSocket listenAt(int port) throws IOException {
    return new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        Session session = new Session(socket, this::space, sessions::remove);
        sessions.add(session);
        session.start();
      }
    } catch (IOException closed) {
      sessions.forEach(Session::close);
    }
  }

  private Space space(String namespace) {
    return spaces.computeIfAbsent(
        namespace, name -> new Space(new JobStore(), new MessageStore(), new NoteStore()));
  }

  /**
   * Breaks all connections, refuses new ones for a moment, and goes on with what it holds; but what
   * workers said of themselves is forgotten.
   */
  public void restart() {
    close();
    spaces.values().forEach(space -> space.notes().clear());
    start();
  }

  /**
   * The port is free again when this returns: a call of accept holds it until its thread is out.
   */
  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      }
      if (acceptor != null) {
        acceptor.join();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    sessions.forEach(Session::close);
  }

  /** Writes a block of bytes with its length before it. */
  static void frame(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }
}
