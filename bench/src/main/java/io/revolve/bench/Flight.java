package io.revolve.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks are under way. One thread starts and waits, any thread lands; a landing costs one
 * atomic step unless it is the one that is waited for, so that this measures the others.
 */
public final class Flight {
  private static final long BOUND = 120_000_000_000L;

  private final AtomicInteger up = new AtomicInteger();
  private volatile int mark = -1;
  private volatile @Nullable Thread waiting;

  /** One more is under way. */
  public void start() {
    up.incrementAndGet();
  }

  /** So many more are under way. */
  public void start(int tasks) {
    up.addAndGet(tasks);
  }

  /** One has ended. */
  public void land() {
    if (up.decrementAndGet() == mark) {
      LockSupport.unpark(waiting);
    }
  }

  /** So many have ended. */
  public void land(int tasks) {
    int now = up.addAndGet(-tasks);
    if (now <= mark && now + tasks > mark) {
      LockSupport.unpark(waiting);
    }
  }

  /** How many are under way. */
  public int up() {
    return up.get();
  }

  /** Waits until so many at most are under way. */
  public void awaitAtMost(int most) {
    long start = System.nanoTime();
    waiting = Thread.currentThread();
    mark = most;
    while (up.get() > most) {
      LockSupport.parkNanos(this, BOUND);
      checkSince(start);
    }
    mark = -1;
  }

  /** A measurement that hangs should say so. */
  public void checkSince(long start) {
    if (System.nanoTime() - start > BOUND) {
      throw new IllegalStateException(up.get() + " tasks have not ended in two minutes");
    }
  }
}
