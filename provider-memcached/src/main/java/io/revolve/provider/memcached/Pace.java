package io.revolve.provider.memcached;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When a reader looks again, since memcached calls nobody: after an eighth of the silence so far.
 * So an answer in a conversation is read at once, what comes later comes late by an eighth of its
 * own time at most, and who hears nothing hardly asks. Silence begins when something was heard, and
 * when there is a reason to hear something: this link has written, or something is expected. While
 * it is, pauses stay short enough that nobody minds them; once it no longer is, they are long.
 * Thread safe.
 */
final class Pace {

  private static final long SHORTEST_NANOS = 200_000;

  /** What is expected takes a while: a task is on its way to a worker, or runs. */
  private static final long SHORTEST_EXPECTING_NANOS = 1_000_000;

  /** A link that writes may soon be answered, but most of what is written is not. */
  private static final long SHORTEST_AFTER_WRITING_NANOS = 4_000_000;

  private static final int SHARE = 8;

  /** Up to here waiting grows with the silence quickly, and then slowly. */
  private static final long SOON_NANOS = 100_000_000;

  private static final int SHARE_LATER = 64;

  /** So much longer pauses may be while nobody would miss anything. */
  private static final int IDLE = 2;

  private final long longestNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicInteger arrivals = new AtomicInteger();
  private volatile long wroteAt;
  private volatile long expectedAt;

  /** The longest pause: as in the settings, unless it was said whether something is expected. */
  private volatile long longest;

  Pace(MemcachedSettings settings) {
    longestNanos = settings.poll().toNanos();
    longest = longestNanos;
    wroteAt = System.nanoTime() - IDLE * longestNanos * SHARE_LATER;
    expectedAt = wroteAt;
  }

  /** How often a wake has come, to be handed to a wait. */
  int wakes() {
    return wakes.get();
  }

  /** How often this link has written to itself, to be handed to a wait. */
  int arrivals() {
    return arrivals.get();
  }

  /** This link has written what others read, who may answer. */
  void wrote() {
    long before = wroteAt;
    wroteAt = System.nanoTime();
    hasten(wroteAt - before, SHORTEST_AFTER_WRITING_NANOS);
  }

  /** This link has written what it reads itself: who waits looks at once. */
  void arrived() {
    arrivals.incrementAndGet();
    signal();
  }

  /** Something is expected from now on, or no longer. */
  void expect(boolean soon) {
    longest = soon ? Math.min(SOON_NANOS, longestNanos) : IDLE * longestNanos;
    if (soon) {
      long before = expectedAt;
      expectedAt = System.nanoTime();
      hasten(expectedAt - before, SHORTEST_EXPECTING_NANOS);
    }
  }

  /** Makes those who wait give up. */
  void wake() {
    wakes.incrementAndGet();
    signal();
  }

  /** Those who wait do so for less time; who says so again and again has woken them already. */
  private void hasten(long sinceLast, long shortest) {
    if (sinceLast > shortest) {
      signal();
    }
  }

  private void signal() {
    lock.lock();
    try {
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
   * @param arrivals what {@link #arrivals} was before the last look
   * @param heard when something was read here the last time
   * @return false if the time is over or a wake has come
   */
  boolean again(long end, int wakes, int arrivals, long heard) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long begin = System.nanoTime();
      long left = left(begin, end, heard);
      while (left > 0 && this.wakes.get() == wakes && this.arrivals.get() == arrivals) {
        long unused = changed.awaitNanos(left);
        left = left(begin, end, heard);
      }
      return this.wakes.get() == wakes && System.nanoTime() - end < 0;
    } finally {
      lock.unlock();
    }
  }

  /** How long who began to wait at a time has still to wait. */
  private long left(long begin, long end, long heard) {
    return Math.min(begin + pause(begin, heard) - System.nanoTime(), end - System.nanoTime());
  }

  private long pause(long now, long heard) {
    long afterHearing = Math.max(SHORTEST_NANOS, share(now - heard));
    long afterWriting = Math.max(SHORTEST_AFTER_WRITING_NANOS, share(now - wroteAt));
    long expected = Math.max(SHORTEST_EXPECTING_NANOS, share(now - expectedAt));
    return Math.min(Math.min(longest, expected), Math.min(afterHearing, afterWriting));
  }

  private static long share(long silence) {
    return Math.max(Math.min(silence / SHARE, SOON_NANOS), silence / SHARE_LATER);
  }
}
