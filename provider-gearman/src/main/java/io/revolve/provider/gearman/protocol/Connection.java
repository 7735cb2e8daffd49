package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server: made by itself, again and again with pauses that grow, and read by
 * a {@link Loop}. Thread safe.
 */
public final class Connection implements Loop.Timed {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final String name;
  private final InetSocketAddress address;
  private final Loop loop;
  private final Listener listener;
  private final long timeout;
  private final int longest;

  /** Held while the channel is made or given up. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile @Nullable Wire wire;
  private volatile boolean isUp;
  private boolean isClosed;
  private long pause = FIRST_PAUSE;

  /** When the next attempt is due, or has to have succeeded. */
  private long due = System.nanoTime();

  private volatile String problem = "not connected yet";

  private volatile boolean hasFailed;

  /** A channel with what is read from it and written to it. */
  private static final class Wire {
    final SocketChannel channel;
    final SelectionKey key;
    final Reader reader;
    final Writer writer;

    Wire(SocketChannel channel, SelectionKey key, int longest) {
      this.channel = channel;
      this.key = key;
      reader = new Reader(longest);
      writer = new Writer(channel);
    }
  }

  /** A connection that is not made before {@link #open()}. */
  public Connection(
      InetSocketAddress address, Loop loop, Listener listener, Duration timeout, int longest) {
    this.address = address;
    this.name = address.getHostString() + ":" + address.getPort();
    this.loop = loop;
    this.listener = listener;
    this.timeout = timeout.toNanos();
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

  /**
   * Puts packets behind those that are to be sent: a {@link #flush()} must follow.
   *
   * @return false if there is no connection
   */
  public boolean add(Iterable<ByteBuffer> frames) {
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
      flush(to);
    }
  }

  private void flush(Wire to) {
    try {
      if (!to.writer.write()) {
        to.key.interestOpsOr(SelectionKey.OP_WRITE);
        to.key.selector().wakeup();
      }
    } catch (IOException | CancelledKeyException e) {
      lose(to, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public long tick(long now) {
    changing.lock();
    try {
      if (isUp || isClosed) {
        return NEVER;
      }
      if (due - now > 0) {
        return due - now;
      }
      Wire old = wire;
      if (old != null) {
        giveUp(old, "no connection within " + Duration.ofNanos(timeout));
        return pause;
      }
      begin(now);
      return due - now;
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
        Wire made = new Wire(channel, key, longest);
        wire = made;
        due = now + timeout;
        if (connected) {
          up(made);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      fail(now, e);
    }
  }

  /** Looked up anew each time: a name may have moved. */
  private InetSocketAddress resolved() {
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private void up(Wire made) {
    made.key.interestOps(SelectionKey.OP_READ);
    pause = FIRST_PAUSE;
    hasFailed = false;
    isUp = true;
    listener.up(this);
  }

  private void fail(long now, Exception e) {
    problem = String.valueOf(e.getMessage());
    wire = null;
    hasFailed = true;
    due = now + pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** The selector has seen something. */
  void ready() {
    Wire from = wire;
    if (from == null) {
      return;
    }
    try {
      if (from.key.isConnectable()) {
        connected(from);
      }
      if (from.key.isValid() && from.key.isWritable()) {
        from.key.interestOpsAnd(~SelectionKey.OP_WRITE);
        flush(from);
      }
      if (from.key.isValid() && from.key.isReadable()) {
        boolean more = true;
        while (more) {
          more = from.reader.read(from.channel, packet -> listener.packet(this, packet));
        }
      }
    } catch (IOException | CancelledKeyException e) {
      lose(from, String.valueOf(e.getMessage()));
    }
  }

  private void connected(Wire made) throws IOException {
    changing.lock();
    try {
      if (made.channel.finishConnect()) {
        up(made);
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
    boolean was = isUp;
    isUp = false;
    fail(System.nanoTime(), new IOException(why));
    try {
      old.channel.close();
    } catch (IOException e) {
      System.getLogger(Connection.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the connection to " + name, e);
    }
    if (was) {
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
