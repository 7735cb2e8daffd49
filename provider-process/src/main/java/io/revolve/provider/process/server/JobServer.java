package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Line;
import io.revolve.provider.process.line.Loop;
import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.protocol.AmpFrames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A pool of processes that anyone can call who speaks AMP 0.2, over TCP, a unix socket or TLS.
 * Calls of a connection need not wait for each other, and are answered as they end; each is
 * answered once. Thread safe.
 *
 * <p>One thread reads from all connections and writes what did not go at once. TLS is done by it,
 * too: the arithmetic of a handshake takes it some milliseconds, in which nobody is heard.
 */
public final class JobServer implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(JobServer.class.getName());
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration SAID = Duration.ofSeconds(5);

  private final JobServerSettings settings;
  private final Pool pool;
  private final Desk desk;
  private final ServerSocketChannel door;
  private final SocketAddress address;
  private final Loop loop;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean isDraining;

  /** Whether the log says already that there are too many connections. */
  private boolean isFull;

  private JobServer(JobServerSettings settings, ServerSocketChannel door, Pool pool)
      throws IOException {
    this.settings = settings;
    this.door = door;
    address = door.getLocalAddress();
    this.pool = pool;
    desk = new Desk(pool, settings);
    loop = new Loop("revolve-jobserver", TICK, this::look);
  }

  /**
   * Starts the processes, and begins to listen.
   *
   * @throws IllegalArgumentException if others than this machine could call, without a secret
   * @throws PoolException.BootFailed if a process does not start
   * @throws IOException if it cannot listen there
   */
  public static JobServer open(JobServerSettings settings)
      throws IOException, InterruptedException {
    Place place = settings.place();
    if (settings.secret() == null && Door.isForOthers(place)) {
      throw new IllegalArgumentException(
          "to listen at "
              + place
              + " a secret is needed, as others than this machine can connect there; 127.0.0.1 or a"
              + " unix socket needs none");
    }
    ServerSocketChannel door = Door.open(place);
    Pool pool = null;
    JobServer server = null;
    try {
      pool = Pool.open(settings.pool());
      server = new JobServer(settings, door, pool);
      server.loop.listen(door, server::welcome);
      server.loop.start();
      return server;
    } finally {
      if (server == null) {
        Door.close(door);
        if (pool != null) {
          pool.close();
        }
      }
    }
  }

  /** Where it listens. */
  public SocketAddress address() {
    return address;
  }

  /** The port on which it listens; -1 for a unix socket. */
  public int port() {
    return address instanceof InetSocketAddress tcp ? tcp.getPort() : -1;
  }

  /** The processes that do the work. */
  public Pool pool() {
    return pool;
  }

  /** How many clients there are. */
  public int connections() {
    return sessions.size();
  }

  /** How many calls wait or run. */
  public long open() {
    return desk.open();
  }

  /** How many calls were answered, with a result or an error. */
  public long answered() {
    return desk.answered();
  }

  boolean isDraining() {
    return isDraining;
  }

  private void welcome(SocketChannel guest) throws IOException {
    if (isDraining || sessions.size() >= settings.bounds().connections()) {
      if (!isFull) {
        isFull = true;
        LOGGER.log(
            System.Logger.Level.WARNING,
            "{0} connections are there, and no more are let in",
            sessions.size());
      }
      guest.configureBlocking(false);
      int unused = guest.write(ByteBuffer.wrap(AmpFrames.close()));
      guest.close();
      return;
    }
    isFull = false;
    Session session = new Session(this, settings, desk);
    sessions.add(session);
    Line unused =
        loop.add(guest, session, name(guest), settings.bounds().unread(), engine(settings.tls()));
  }

  private static String name(SocketChannel guest) throws IOException {
    SocketAddress address = guest.getRemoteAddress();
    return address instanceof InetSocketAddress tcp
        ? tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
        : "a unix socket";
  }

  private static @Nullable SSLEngine engine(@Nullable SSLContext context) {
    if (context == null) {
      return null;
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  void left(Session session) {
    sessions.remove(session);
  }

  private void look() {
    long now = System.nanoTime();
    sessions.forEach(session -> session.look(now));
    desk.look();
  }

  /**
   * Takes no more calls, and waits for the answers of those that it has.
   *
   * @return false if the time was over before all were answered
   */
  public boolean drain(Duration time) throws InterruptedException {
    isDraining = true;
    try {
      Door.close(door);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot close the door", e);
    }
    boolean done = desk.drain(time);
    loop.execute(() -> sessions.forEach(session -> session.leave("the server stops")));
    long end = System.nanoTime() + SAID.toNanos();
    while (done && !sessions.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(2);
    }
    return done;
  }

  /** Closes all connections, and has all processes end. */
  @Override
  public void close() {
    isDraining = true;
    try {
      Door.close(door);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot close the door", e);
    }
    loop.close();
    pool.close();
    desk.close();
  }
}
