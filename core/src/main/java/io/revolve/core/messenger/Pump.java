package io.revolve.core.messenger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads an inbox while nobody else does. A user's thread that waits for what comes
 * reads by itself, so that nobody need be woken for it; while it comes again and again, this thread
 * stays back. Of several that wait, one reads for all, and the next when it has what it waited for.
 * Thread safe.
 */
final class Pump {

  /** A reader that has not come back for so long will not soon. */
  private static final long BACK_SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** So often this thread looks whether a reader has left; then it sleeps until it is told. */
  private static final int LOOKS = 3;

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Thread thread;
  private volatile @Nullable Thread leader;
  private volatile long ledAt = System.nanoTime() - BACK_SOON_NANOS;
  private volatile boolean asleep;

  /** Who waits for what another reads. */
  private final List<Thread> followers = new CopyOnWriteArrayList<>();

  /** A pump whose thread is not started yet. */
  Pump(String name, Runnable work) {
    thread = new Thread(work, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  /** Somebody would like to read. */
  void stayBack() {
    ledAt = System.nanoTime();
  }

  /** The calling thread reads now. */
  void led() {
    leader = Thread.currentThread();
  }

  /** It reads no more, and may come back soon. */
  void left() {
    leader = null;
    ledAt = System.nanoTime();
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Whether another thread than the caller reads in the pump's place. */
  boolean isLedByAnother() {
    Thread other = leader;
    return other != null && other != Thread.currentThread();
  }

  /** Waits until it is called, or a while, unless it should look again at once. */
  void follow(BooleanSupplier mustWait, long nanos) {
    Thread self = Thread.currentThread();
    followers.add(self);
    try {
      if (mustWait.getAsBoolean()) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      followers.remove(self);
    }
  }

  /** Has one of those who wait read, as nobody does. */
  void callNext() {
    followers.stream().findFirst().ifPresent(LockSupport::unpark);
  }

  /** Has a thread look again at what it waits for, whether it reads or follows. */
  void call(Thread waiter, Runnable wakeReader) {
    if (waiter != Thread.currentThread()) {
      LockSupport.unpark(waiter);
      if (leader == waiter) {
        wakeReader.run();
      }
    }
  }

  /** Stays back for as long as somebody reads or may come back soon; false if interrupted. */
  boolean rest() {
    for (int looks = 0; isLed() && !thread.isInterrupted(); looks++) {
      if (leader == null) {
        callNext();
      }
      if (looks < LOOKS) {
        LockSupport.parkNanos(this, BACK_SOON_NANOS);
      } else {
        asleep = true;
        if (leader != null) {
          LockSupport.parkNanos(this, LONG_NANOS);
        }
        asleep = false;
        looks = 0;
      }
    }
    return !thread.isInterrupted();
  }

  private boolean isLed() {
    return leader != null || !followers.isEmpty() || System.nanoTime() - ledAt < BACK_SOON_NANOS;
  }
}
