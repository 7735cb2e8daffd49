package io.revolve.provider.process.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who hears what a process says. A thread that waits for the answer that comes next reads it by
 * itself, so that nobody need be woken for it; a thread of its own hears the process while nobody
 * does, and stays back while such threads come again and again. Thread safe.
 */
final class Ear {

  /** Somebody who has not come back for so long will not soon. */
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LONGEST_NANOS = 8 * SOON_NANOS;

  private final Mouth mouth;
  private final Thread own;
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

  private volatile long readAt = System.nanoTime() - SOON_NANOS;

  /** There is something to be heard, and nobody waits for it. */
  private volatile boolean isNeeded;

  private volatile boolean hasEnded;

  /** What is heard. */
  interface Mouth {

    /** Looks whether it says something soon, if that is likely: who looks need not be woken. */
    void watch();

    /** Waits for what it says next, and takes it; false at the end. */
    boolean hear();

    /** The call whose answer comes next; null if it has nothing to say. */
    @Nullable Call first();

    /** The thread that reads was interrupted, and cannot leave before something is said. */
    void hush();

    /** All was heard: called once, on the thread of the ear. */
    void end();
  }

  Ear(String name, Mouth mouth) {
    this.mouth = mouth;
    own = new Thread(this::run, name);
    own.setDaemon(true);
  }

  /** Begins to hear. */
  void start() {
    own.start();
  }

  /**
   * Hears something on the calling thread, unless another hears already, or has heard the answer
   * since the thread looked last: it would wait for what does not come.
   *
   * @param mine the call that the thread waits for
   * @return false if another hears
   */
  boolean lend(Call mine) {
    if (hasEnded || !reader.compareAndSet(null, Thread.currentThread())) {
      return false;
    }
    boolean more = !hasEnded;
    try {
      if (more && mouth.first() == mine) {
        mouth.watch();
        more = mouth.hear();
      }
    } finally {
      if (!more) {
        hasEnded = true;
      }
      reader.set(null);
    }
    if (more) {
      next();
    } else {
      LockSupport.unpark(own);
    }
    return true;
  }

  /** Somebody who waits has read, or would have liked to. */
  void stayBack(long now) {
    readAt = now;
  }

  /** There may be something to be heard for which nobody waits. */
  void need() {
    isNeeded = true;
    if (reader.get() == null) {
      LockSupport.unpark(own);
    }
  }

  /** Has somebody hear what comes next, unless somebody does. */
  void next() {
    Call first = mouth.first();
    Thread waiter = first == null ? null : first.reader();
    if (first != null && waiter == null) {
      need();
    } else if (isNeeded) {
      LockSupport.unpark(own);
    } else if (waiter != null && waiter != Thread.currentThread() && reader.get() == null) {
      LockSupport.unpark(waiter);
    }
  }

  private void run() {
    Thread before = null;
    long pause = SOON_NANOS;
    while (!hasEnded) {
      if (mayRead() && reader.compareAndSet(null, own)) {
        try {
          do {
            isNeeded = false;
            boolean unused = Thread.interrupted(); // By who takes parts of answers, if at all.
            hasEnded = !mouth.hear();
          } while (!hasEnded && mayRead());
        } finally {
          reader.set(null);
        }
        next();
      } else {
        LockSupport.parkNanos(this, pause);
        Thread now = reader.get();
        pause = now == null ? SOON_NANOS : Math.min(LONGEST_NANOS, 2 * pause);
        if (now != null && now == before && now.isInterrupted()) {
          mouth.hush();
        }
        before = now;
      }
    }
    mouth.end();
  }

  private boolean mayRead() {
    return isNeeded || System.nanoTime() - readAt >= SOON_NANOS;
  }
}
