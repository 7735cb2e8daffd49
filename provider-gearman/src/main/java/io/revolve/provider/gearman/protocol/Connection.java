package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server: made by itself, again and again with pauses that grow, and read by
 * a {@link Loop}. It counts as made when the server has answered an echo: one that only accepts
 * connections, or is no gearmand, is none. Thread safe.
 */
public final class Connection implements Loop.Timed {
  private static final System.Logger LOGGER = System.getLogger(Connection.class.getName());
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final String name;
  private final InetSocketAddress address;
  private final Loop loop;
  private final Listener listener;
  private final long timeout;
  private final int longest;

  private final Backoff backoff;

  /** Held while the channel is made or given up. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile @Nullable Wire wire;
  private volatile boolean isUp;
  private boolean isClosed;

  /** When the next attempt is due, or has to have succeeded. */
  private long due = System.nanoTime();

  private volatile long downSince = System.nanoTime();
  private volatile String problem = "nothing was heard of it yet";
  private volatile boolean hasFailed;

  /** A connection that is not made before {@link #open()}. */
  public Connection(
      InetSocketAddress address, Loop loop, Listener listener, Duration timeout, int longest) {
    this.address = address;
    this.name = address.getHostString() + ":" + address.getPort();
    this.loop = loop;
    this.listener = listener;
    this.timeout = timeout.toNanos();
    backoff = new Backoff(this.timeout);
    this.longest = longest;
  }

  /** Has the loop make the connection, now and whenever it is lost. */
  public void open() {
    loop.add(this);
  }

  /** The server, as host and port. */
  public String name() {
    return name;
  }

  /** Why there is no connection. */
  public String problem() {
    return problem;
  }

  /** Whether there is no connection, and the last attempt to make one failed. */
  public boolean hasFailed() {
    return hasFailed;
  }

  /** Whether there is a connection. */
  public boolean isUp() {
    return isUp;
  }

  /** Whether there has been none for longer than a call may take. */
  public boolean isGone() {
    return !isUp && System.nanoTime() - downSince > timeout;
  }

  /**
   * Puts packets behind those that are to be sent: a {@link #flush()} must follow.
   *
   * @return false if there is no connection
   */
  public boolean add(Iterable<Frame> frames) {
    Wire to = wire;
    if (to == null || !isUp) {
      return false;
    }
    frames.forEach(to.writer::add);
    return true;
  }

  /** Sends what is there. What was sent may be lost with the connection. */
  public void flush() {
    Wire to = wire;
    if (to != null && isUp) {
      to.flush();
    }
  }

  @Override
  public long tick(long now) {
    changing.lock();
    try {
      Wire on = wire;
      if (isClosed) {
        return NEVER;
      }
      if (on == null) {
        if (due - now <= 0) {
          begin(now);
        }
      } else if (on.broken != null) {
        giveUp(on, on.broken);
      } else if (on.upSince != null) {
        long left = on.pulse.look(now, on::ask);
        if (left >= 0) {
          return left;
        }
        giveUp(on, "no sign of life for " + Duration.ofNanos(2 * timeout));
      } else if (due - now <= 0) {
        String done = on.channel.isConnected() ? "connected, but no answer" : "no connection";
        giveUp(on, done + " within " + Duration.ofNanos(timeout));
      }
      return Math.max(0, due - now);
    } finally {
      changing.unlock();
    }
  }

  private void begin(long now) {
    try {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        boolean connected = channel.connect(resolved());
        int interest = connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
        SelectionKey key = channel.register(loop.selector(), interest, this);
        Wire made = new Wire(channel, key, longest, timeout);
        wire = made;
        due = now + timeout;
        if (connected) {
          made.ask();
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      fail(now, Wire.text(e));
    }
  }

  /** Looked up anew each time: a name may have moved. */
  private InetSocketAddress resolved() throws UnknownHostException {
    InetSocketAddress found = new InetSocketAddress(address.getHostString(), address.getPort());
    if (found.isUnresolved()) {
      throw new UnknownHostException("nobody knows a host of this name");
    }
    return found;
  }

  private void fail(long now, String why) {
    problem = why;
    wire = null;
    hasFailed = true;
    due = now + backoff.next();
  }

  /** The selector has seen something. */
  void ready() {
    Wire from = wire;
    if (from == null) {
      return;
    }
    try {
      if (from.key.isConnectable() && from.channel.finishConnect()) {
        from.key.interestOps(SelectionKey.OP_READ);
        from.ask();
      }
      if (from.key.isValid() && from.key.isWritable()) {
        from.key.interestOpsAnd(~SelectionKey.OP_WRITE);
        from.pulse.beat();
        from.flush();
      }
      if (from.key.isValid() && from.key.isReadable()) {
        from.pulse.beat();
        boolean more = true;
        while (more) {
          more = from.reader.read(from.channel, packet -> take(from, packet));
        }
      }
    } catch (IOException | CancelledKeyException e) {
      lose(from, Wire.text(e));
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "cannot take what " + name + " says", e);
      lose(from, "it says what cannot be taken: " + e);
    }
  }

  private void take(Wire from, Packet packet) {
    if (from != wire) {
      return; // Given up because of a packet before this one.
    }
    boolean isSign = Wire.isSign(packet);
    if (from.upSince != null) {
      if (!isSign) {
        listener.packet(this, packet);
      }
    } else if (isSign) {
      up(from);
    } else if (packet.kind() != Kind.OTHER) {
      lose(from, "it answers an echo with " + packet);
    }
  }

  private void up(Wire made) {
    changing.lock();
    try {
      if (wire == made) {
        made.upSince = System.nanoTime();
        hasFailed = false;
        isUp = true;
        listener.up(this);
      }
    } finally {
      changing.unlock();
    }
  }

  /** Gives the connection up, because of what came over it or did not come. */
  public void lose(String why) {
    Wire old = wire;
    if (old != null) {
      lose(old, why);
    }
  }

  private void lose(Wire old, String why) {
    changing.lock();
    try {
      if (wire == old) {
        giveUp(old, why);
      }
    } finally {
      changing.unlock();
    }
  }

  private void giveUp(Wire old, String why) {
    Long upSince = old.upSince;
    long now = System.nanoTime();
    isUp = false;
    if (upSince != null) {
      downSince = now;
      backoff.lived(now - upSince);
    }
    fail(now, why);
    try {
      old.channel.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "closing the connection to " + name, e);
    }
    if (upSince != null) {
      listener.down(this, why);
    }
    loop.wake();
  }

  /** Gives the connection up for good. */
  void close() {
    changing.lock();
    try {
      isClosed = true;
      Wire old = wire;
      if (old != null) {
        giveUp(old, "closed");
      }
    } finally {
      changing.unlock();
    }
  }

  /**
   * Who uses a connection. Called by the thread that leads the loop, or gives the connection up.
   */
  public interface Listener {

    /** There is a connection. */
    void up(Connection connection);

    /** A packet has come. */
    void packet(Connection connection, Packet packet);

    /** The connection is lost: what was under way on it is not known. */
    void down(Connection connection, String why);
  }
}
