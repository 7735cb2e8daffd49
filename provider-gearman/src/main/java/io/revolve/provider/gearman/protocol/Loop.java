package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Reads connections on the threads that wait for something: one of them leads and reads for all. So
 * what a thread waits for comes on that thread, and none need be woken for it. Thread safe.
 */
public final class Loop implements AutoCloseable {

  private final Selector selector;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turned = lock.newCondition();
  private final List<Connection> connections = new ArrayList<>();
  private final List<Timed> timed = new ArrayList<>();

  /** Guarded by {@code lock}. */
  private boolean isLed;

  private int followers;
  private volatile boolean closed;

  /** A loop without connections. */
  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Connection connection) {
    lock.lock();
    try {
      connections.add(connection);
      timed.add(connection);
    } finally {
      lock.unlock();
    }
  }

  /** Has something done that is due now and then. */
  public void add(Timed what) {
    lock.lock();
    try {
      timed.add(what);
    } finally {
      lock.unlock();
    }
  }

  /** Who has something to do at times, on the thread that leads. */
  public interface Timed {

    /**
     * Does what is due.
     *
     * @param now in nanoseconds of this JVM
     * @return how long until something is due again, in nanoseconds
     */
    long tick(long now);
  }

  Selector selector() {
    return selector;
  }

  /**
   * Waits, and reads meanwhile.
   *
   * @param done what is waited for: a look at what packets have changed
   * @param end until when, in nanoseconds of this JVM
   * @return false if the time is over, or the loop was closed
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(BooleanSupplier done, long end) throws InterruptedException {
    while (!done.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || closed) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (isFollowed(done, left)) {
        continue;
      }
      try {
        turn(left);
      } finally {
        handOn();
      }
    }
    return true;
  }

  /** Reads what is there, without waiting, unless another reads. */
  public void poll() {
    lock.lock();
    try {
      if (isLed || closed) {
        return;
      }
      isLed = true;
    } finally {
      lock.unlock();
    }
    try {
      turn(0);
    } finally {
      handOn();
    }
  }

  /** Waits while another leads; false if the caller leads now. */
  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks again.
  private boolean isFollowed(BooleanSupplier done, long left) throws InterruptedException {
    lock.lock();
    try {
      if (!isLed) {
        isLed = true;
        return false;
      }
      if (!done.getAsBoolean()) {
        followers++;
        try {
          long unused = turned.awaitNanos(left);
        } finally {
          followers--;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the lead: another who waits takes it. */
  private void handOn() {
    lock.lock();
    try {
      isLed = false;
      if (followers > 0) {
        turned.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has all who wait look again at what they wait for. */
  public void wake() {
    lock.lock();
    try {
      turned.signalAll();
    } finally {
      lock.unlock();
    }
    selector.wakeup();
  }

  private void turn(long left) {
    long now = System.nanoTime();
    long wait = left;
    for (Timed each : timed()) {
      wait = Math.min(wait, each.tick(now));
    }
    try {
      // Rounded up: a rest of less than a millisecond would be no wait at all.
      long millis = TimeUnit.NANOSECONDS.toMillis(wait + 999_999);
      int unused = millis <= 0 ? selector.selectNow() : selector.select(millis);
      Set<SelectionKey> ready = selector.selectedKeys();
      for (SelectionKey key : ready) {
        ((Connection) key.attachment()).ready();
      }
      ready.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClosedSelectorException e) {
      closed = true;
    }
  }

  private List<Timed> timed() {
    lock.lock();
    try {
      return List.copyOf(timed);
    } finally {
      lock.unlock();
    }
  }

  private List<Connection> all() {
    lock.lock();
    try {
      return List.copyOf(connections);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    all().forEach(Connection::close);
    wake();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
