package io.revolve.provider.memcached;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When a reader looks again, since memcached calls nobody: after an eighth of the silence so far.
 * So an answer in a conversation is read at once, what comes later comes late by an eighth of its
 * own time at most, and who hears nothing hardly asks. Thread safe.
 */
final class Pace {

  private static final long SHORTEST_NANOS = 200_000;

  /** A link that writes may soon be answered, but most of what is written is not. */
  private static final long SHORTEST_AFTER_WRITING_NANOS = 4_000_000;

  private static final int SHARE = 8;

  /** Up to here waiting grows with the silence quickly, and then slowly. */
  private static final long SOON_NANOS = 100_000_000;

  private static final int SHARE_LATER = 64;

  private final long longestNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile long lastWrite;

  Pace(MemcachedSettings settings) {
    longestNanos = settings.poll().toNanos();
    lastWrite = System.nanoTime() - longestNanos * SHARE_LATER;
  }

  /** How often a wake has come, to be handed to a wait. */
  int wakes() {
    return wakes.get();
  }

  /** How often this link has written, to be handed to a wait. */
  int writes() {
    return writes.get();
  }

  /** This link has written: who waits looks again, for it may wait for that. */
  void wrote() {
    lastWrite = System.nanoTime();
    change(false);
  }

  /** Makes those who wait give up. */
  void wake() {
    change(true);
  }

  private void change(boolean wake) {
    lock.lock();
    try {
      writes.incrementAndGet();
      if (wake) {
        wakes.incrementAndGet();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is time to look again.
   *
   * @param end when to give up, in terms of {@link System#nanoTime}
   * @param wakes what {@link #wakes} was when the call began
   * @param writes what {@link #writes} was before the last look
   * @param heard when something was read here the last time
   * @return false if the time is over or a wake has come
   */
  boolean again(long end, int wakes, int writes, long heard) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long now = System.nanoTime();
      long until = now + Math.min(pause(now, heard), end - now);
      long left = until - now;
      while (left > 0 && this.wakes.get() == wakes && this.writes.get() == writes) {
        left = changed.awaitNanos(left);
      }
      return this.wakes.get() == wakes && System.nanoTime() - end < 0;
    } finally {
      lock.unlock();
    }
  }

  private static long share(long silence) {
    return Math.max(Math.min(silence / SHARE, SOON_NANOS), silence / SHARE_LATER);
  }

  private long pause(long now, long heard) {
    long afterHearing = Math.max(SHORTEST_NANOS, share(now - heard));
    long afterWriting = Math.max(SHORTEST_AFTER_WRITING_NANOS, share(now - lastWrite));
    return Math.min(longestNanos, Math.min(afterHearing, afterWriting));
  }
}
