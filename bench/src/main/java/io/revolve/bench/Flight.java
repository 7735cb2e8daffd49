package io.revolve.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks are under way. One thread starts and waits, any thread lands; a landing costs one
 * atomic step unless it is the one that is waited for, so that this measures the others.
 */
final class Flight {
  private static final long BOUND = 120_000_000_000L;

  private final AtomicInteger up = new AtomicInteger();
  private volatile int mark = -1;
  private volatile @Nullable Thread waiting;

  void start() {
    up.incrementAndGet();
  }

  void land() {
    if (up.decrementAndGet() == mark) {
      LockSupport.unpark(waiting);
    }
  }

  int up() {
    return up.get();
  }

  void awaitAtMost(int most) {
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
  void checkSince(long start) {
    if (System.nanoTime() - start > BOUND) {
      throw new IllegalStateException(up.get() + " tasks have not ended in two minutes");
    }
  }
}
