package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads connections on the threads that wait for something: one of them leads and reads for all. So
 * what a thread waits for mostly comes on that thread, and none is woken for what another waits
 * for. Thread safe.
 */
public final class Loop implements AutoCloseable {

  private final Selector selector;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Timed> timed = new CopyOnWriteArrayList<>();

  private final AtomicBoolean isLed = new AtomicBoolean();

  /** Who waits while another leads. */
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  private volatile boolean closed;

  /** A thread that waits, and what for. */
  private record Follower(Thread thread, BooleanSupplier done) {

    void call() {
      LockSupport.unpark(thread);
    }
  }

  /** A loop without connections. */
  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Connection connection) {
    connections.add(connection);
    timed.add(connection);
  }

  /** Has something done that is due now and then. */
  public void add(Timed what) {
    timed.add(what);
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
   * @param done what is waited for: a look at what packets have changed, on whichever thread reads
   * @param end until when, in nanoseconds of this JVM
   * @return false if the time is over, or the loop was closed
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(BooleanSupplier done, long end) throws InterruptedException {
    try {
      while (!done.getAsBoolean()) {
        if (closed || end - System.nanoTime() <= 0) {
          return false;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (isLed.compareAndSet(false, true)) {
          lead(done, end);
        } else {
          follow(done, end);
        }
      }
      return true;
    } finally {
      if (!isLed.get()) {
        callNext(); // Who was called to lead may have had no need to.
      }
    }
  }

  /** Reads what is there, without waiting, unless another reads. */
  public void poll() {
    if (!closed && isLed.compareAndSet(false, true)) {
      try {
        turn(0);
      } finally {
        isLed.set(false);
        callNext();
      }
    }
  }

  /** Reads for all, until there is what the caller waits for, or it should look about. */
  private void lead(BooleanSupplier done, long end) {
    try {
      long left = end - System.nanoTime();
      while (!done.getAsBoolean()
          && left > 0
          && !closed
          && !Thread.currentThread().isInterrupted()) {
        turn(left);
        left = end - System.nanoTime();
      }
    } finally {
      isLed.set(false);
    }
  }

  /** Waits while another leads. */
  private void follow(BooleanSupplier done, long end) {
    Follower self = new Follower(Thread.currentThread(), done);
    followers.add(self);
    try {
      // Looked at again behind that: who leads may have looked before it.
      if (isLed.get() && !done.getAsBoolean()) {
        LockSupport.parkNanos(this, end - System.nanoTime());
      }
    } finally {
      followers.remove(self);
    }
  }

  private void callNext() {
    followers.stream().findFirst().ifPresent(Follower::call);
  }

  /** Has all who wait look again at what they wait for. */
  public void wake() {
    followers.forEach(Follower::call);
    selector.wakeup();
  }

  private void turn(long left) {
    long now = System.nanoTime();
    long wait = left;
    for (Timed each : timed) {
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
    for (Follower follower : followers) {
      if (follower.done().getAsBoolean()) {
        follower.call();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(Connection::close);
    wake();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
