package io.revolve.provider.process.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection. What is to be said is put behind what waits already, and is written by the thread
 * that says it, or together with more by the thread of the loop. Thread safe; no method blocks.
 */
public final class Line {
  /** With so much unwritten, nothing more is read: who does not listen is not heard. */
  private static final int UNHEARD = 1 << 20;

  private static final int AT_ONCE = 128 * 1024;

  private final Loop loop;
  private final SocketChannel channel;
  private final Ear ear;
  private final String name;
  private final long bound;
  private final @Nullable Tls tls;

  /** On the thread of the loop alone. */
  private @Nullable SelectionKey key;

  private boolean isOver;

  /** What waits; guarded by itself, as are the next three. */
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  private long bytes;
  private boolean isClosed;
  private boolean isClosing;

  /**
   * Held while something is written, and for nothing else: who finds it taken leaves what it has to
   * the one that has it.
   */
  private final ReentrantLock writing = new ReentrantLock();

  private ByteBuffer current = ByteBuffer.allocate(0);

  /** The channel takes no more until the loop hears otherwise. */
  private volatile boolean isStuck;

  private volatile boolean hasMore;
  private volatile boolean isHeld;
  private volatile @Nullable String why;
  private volatile long heardAt = System.nanoTime();
  final AtomicBoolean isDue = new AtomicBoolean();

  Line(Loop loop, SocketChannel channel, Ear ear, String name, long bound, @Nullable Tls tls) {
    this.loop = loop;
    this.channel = channel;
    this.ear = ear;
    this.name = name;
    this.bound = bound;
    this.tls = tls;
  }

  /** Says something soon, along with more. */
  public void send(byte[] frame) {
    if (add(frame)) {
      loop.due(this);
    }
  }

  /** Says something at once, if the other side takes it. */
  public void sendNow(byte[] frame) {
    if (add(frame)) {
      if (tls == null) {
        flush();
      } else {
        loop.due(this);
      }
    }
  }

  private boolean add(byte[] frame) {
    boolean tooMuch;
    synchronized (waiting) {
      if (isClosed || isClosing) {
        return false;
      }
      waiting.add(frame);
      bytes += frame.length;
      tooMuch = bytes > bound;
    }
    if (tooMuch) {
      close("it does not take what it is told: more than " + bound + " bytes wait");
      return false;
    }
    hasMore = true;
    return true;
  }

  /** Closes it at once. */
  public void close(String reason) {
    synchronized (waiting) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      waiting.clear();
    }
    why = reason;
    loop.execute(() -> over(reason));
  }

  /** Says nothing more, and closes it when all that waits is written. */
  public void closeAfterwards(String reason) {
    synchronized (waiting) {
      isClosing = true;
    }
    why = reason;
    hasMore = true;
    loop.due(this);
  }

  /** Hears nothing for a while, or hears again. */
  public void hold(boolean held) {
    isHeld = held;
    loop.due(this);
  }

  /** How many bytes wait. */
  public long waiting() {
    synchronized (waiting) {
      return bytes;
    }
  }

  /** When something was heard last, in nanoseconds of this JVM. */
  public long heardAt() {
    return heardAt;
  }

  @Override
  public String toString() {
    return name;
  }

  // What follows is called by the thread of the loop alone, but for flush().

  void open(SelectionKey opened) throws IOException {
    key = opened;
    if (tls != null) {
      tls.begin();
    }
    opened.interestOps(SelectionKey.OP_READ);
    ear.opened(this);
    refresh();
  }

  void read(ByteBuffer room) {
    try {
      heardAt = System.nanoTime();
      boolean goesOn;
      if (tls != null) {
        goesOn = tls.read(ear);
        hasMore = true; // The handshake may have waited for this.
      } else {
        room.clear();
        goesOn = channel.read(room) >= 0;
        room.flip();
        if (room.hasRemaining()) {
          ear.hear(room);
        }
      }
      if (goesOn) {
        refresh();
      } else {
        over(why);
      }
    } catch (IOException | RuntimeException e) {
      over(reason(e));
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  void writable() {
    isStuck = false;
    hasMore = true;
    refresh();
  }

  /** Writes what waits, and says what the loop shall wait for. */
  void refresh() {
    flush();
    SelectionKey opened = key;
    if (opened == null || !opened.isValid()) {
      return;
    }
    int read = isHeld || waiting() > UNHEARD ? 0 : SelectionKey.OP_READ;
    int wanted = read | (isStuck ? SelectionKey.OP_WRITE : 0);
    if (opened.interestOps() != wanted) {
      opened.interestOps(wanted);
    }
  }

  private void flush() {
    while (hasMore && writing.tryLock()) {
      try {
        hasMore = false;
        if (!isStuck && !write()) {
          isStuck = true;
          loop.due(this);
        }
      } catch (IOException | RuntimeException e) {
        close(reason(e));
      } finally {
        writing.unlock();
      }
    }
  }

  /** False if the channel takes no more. */
  private boolean write() throws IOException {
    while (true) {
      int before = current.remaining();
      boolean isAll;
      if (tls == null) {
        int unused = before == 0 ? 0 : channel.write(current);
        isAll = !current.hasRemaining();
      } else {
        isAll = tls.write(current);
      }
      boolean isHeardAgain;
      boolean isLast;
      synchronized (waiting) {
        long had = bytes;
        bytes -= before - current.remaining();
        isHeardAgain = had > UNHEARD && bytes <= UNHEARD;
        isLast = isAll && waiting.isEmpty();
        if (isAll && !isLast) {
          current = next();
        }
      }
      if (isHeardAgain) {
        loop.due(this);
      }
      if (isLast) {
        closeIfDone();
        return true;
      }
      if (!isAll) {
        // The handshake waits for the other side, which says so by itself.
        return tls != null && !tls.isStuck();
      }
    }
  }

  private ByteBuffer next() {
    byte[] first = waiting.remove();
    if (waiting.isEmpty() || first.length >= AT_ONCE) {
      return ByteBuffer.wrap(first);
    }
    int length = first.length;
    int count = 1;
    for (byte[] each : waiting) {
      if (length + each.length > AT_ONCE) {
        break;
      }
      length += each.length;
      count++;
    }
    ByteBuffer joined = ByteBuffer.allocate(length).put(first);
    for (int i = 1; i < count; i++) {
      joined.put(waiting.remove());
    }
    return joined.flip();
  }

  private void closeIfDone() {
    boolean done;
    synchronized (waiting) {
      done = isClosing && !isClosed;
    }
    if (done) {
      close(String.valueOf(why));
    }
  }

  void over(@Nullable String reason) {
    if (isOver) {
      return;
    }
    isOver = true;
    synchronized (waiting) {
      isClosed = true;
      waiting.clear();
    }
    if (tls != null) {
      tls.end();
    }
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed anyway.
    }
    loop.forget(this);
    ear.closed(reason);
  }
}
