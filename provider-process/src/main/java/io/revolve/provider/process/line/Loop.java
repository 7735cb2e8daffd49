package io.revolve.provider.process.line;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads from all its lines, writes to those that would not take more before, and
 * looks at the time. Thread safe.
 */
public final class Loop implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Loop.class.getName());
  private static final int ROOM = 256 * 1024;

  private final Selector selector;
  private final Thread thread;
  private final long tickNanos;
  private final Runnable tick;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<Line> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isAwake = new AtomicBoolean();
  private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM);

  /** On the thread alone. */
  private final Set<Line> lines = new HashSet<>();

  private volatile boolean isClosed;

  /** Takes who connects to a door. */
  @FunctionalInterface
  public interface Host {

    /** Takes a connection, or closes it. */
    void welcome(SocketChannel channel) throws IOException;
  }

  /**
   * A loop.
   *
   * @param name of its thread
   * @param every how often it looks at the time
   * @param tick what it does then; short
   */
  public Loop(String name, Duration every, Runnable tick) throws IOException {
    selector = Selector.open();
    tickNanos = every.toNanos();
    this.tick = tick;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Has something done by its thread; short. */
  public void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  void due(Line line) {
    if (line.isDue.compareAndSet(false, true)) {
      due.add(line);
      wake();
    }
  }

  private void wake() {
    if (!isAwake.getAndSet(true)) {
      Selector unused = selector.wakeup();
    }
  }

  /** Lets in who connects. */
  public void listen(ServerSocketChannel door, Host host) throws IOException {
    door.configureBlocking(false);
    execute(
        () -> {
          try {
            door.register(selector, SelectionKey.OP_ACCEPT, new Door(door, host));
          } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "cannot listen", e);
          }
        });
  }

  private record Door(ServerSocketChannel channel, Host host) {}

  private record Coming(Line line, Ear ear, SocketChannel channel) {}

  /**
   * Begins to speak over a channel that is connected, or connecting: then as soon as it is.
   *
   * @param name of the line, for the log
   * @param bound how many bytes may wait to be written; with more, the line is closed
   * @param engine for TLS; null for none
   */
  public Line add(
      SocketChannel channel, Ear ear, String name, long bound, @Nullable SSLEngine engine)
      throws IOException {
    channel.configureBlocking(false);
    Tls tls = engine == null ? null : new Tls(channel, engine);
    Line line = new Line(this, channel, ear, name, bound, tls);
    execute(() -> open(line, ear, channel));
    return line;
  }

  private void open(Line line, Ear ear, SocketChannel channel) {
    try {
      lines.add(line);
      if (!channel.isConnected() && !channel.finishConnect()) {
        channel.register(selector, SelectionKey.OP_CONNECT, new Coming(line, ear, channel));
        return;
      }
      if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      line.open(channel.register(selector, 0, line));
    } catch (IOException | RuntimeException e) {
      line.over(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  void forget(Line line) {
    lines.remove(line);
  }

  /** Whether the caller is its thread. */
  public boolean isMine() {
    return Thread.currentThread() == thread;
  }

  private void run() {
    long next = System.nanoTime() + tickNanos;
    while (!isClosed) {
      try {
        long wait = next - System.nanoTime();
        if (wait > 0 && tasks.isEmpty() && due.isEmpty()) {
          isAwake.set(false);
          if (tasks.isEmpty() && due.isEmpty()) {
            int unused = selector.select(Math.max(1, wait / 1_000_000));
          }
          isAwake.set(true);
        } else {
          int unused = selector.selectNow();
        }
        turn();
        if (System.nanoTime() - next >= 0) {
          next = System.nanoTime() + tickNanos;
          openDoors();
          tick.run();
        }
      } catch (IOException | RuntimeException e) {
        LOGGER.log(System.Logger.Level.ERROR, "a turn of the loop went wrong", e);
      } catch (Error e) {
        LOGGER.log(System.Logger.Level.ERROR, "a turn of the loop went wrong; going on", e);
      }
    }
    end();
  }

  private void turn() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid()) {
        serve(key);
      }
    }
    selector.selectedKeys().clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    for (Line line = due.poll(); line != null; line = due.poll()) {
      line.isDue.set(false);
      line.refresh();
    }
  }

  private void serve(SelectionKey key) {
    Object at = key.attachment();
    if (at instanceof Door door) {
      accept(key, door);
    } else if (at instanceof Coming coming) {
      open(coming.line(), coming.ear(), coming.channel());
    } else if (at instanceof Line line) {
      int ready = key.readyOps();
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        line.writable();
      }
      if ((ready & SelectionKey.OP_READ) != 0) {
        line.read(room);
      }
    }
  }

  private static void accept(SelectionKey key, Door door) {
    try {
      for (SocketChannel guest = door.channel().accept();
          guest != null;
          guest = door.channel().accept()) {
        welcome(door, guest);
      }
    } catch (ClosedChannelException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "closed while somebody came", e);
    } catch (IOException e) {
      // No descriptors, mostly: the next tick tries again.
      LOGGER.log(System.Logger.Level.WARNING, "cannot let in who connects: {0}", e.getMessage());
      key.interestOps(0);
    }
  }

  private static void welcome(Door door, SocketChannel guest) throws IOException {
    try {
      door.host().welcome(guest);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "a connection ended as it began", e);
      guest.close();
    }
  }

  private void openDoors() {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof Door && key.interestOps() == 0) {
        key.interestOps(SelectionKey.OP_ACCEPT);
      }
    }
  }

  private void end() {
    List<Line> left = new ArrayList<>(lines);
    left.forEach(line -> line.over("closed here"));
    try {
      selector.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot close a selector", e);
    }
  }

  /** Closes all lines, and waits for its thread unless called by it. */
  @Override
  public void close() {
    isClosed = true;
    Selector unused = selector.wakeup();
    if (isMine() || !thread.isAlive()) {
      return;
    }
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
