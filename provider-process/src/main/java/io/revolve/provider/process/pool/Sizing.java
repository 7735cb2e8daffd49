package io.revolve.provider.process.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many processes there are to be: at least as many as asked for, and more while calls wait for
 * one. Guarded by the staff.
 */
final class Sizing {

  /** Calls that are taken sooner have not waited. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int most;
  private final Duration idle;
  private int least;
  private int size;

  /** Since when there were always calls that waited, or since it last grew. */
  private long waitingSince;

  Sizing(PoolSettings settings) {
    least = settings.workers();
    size = least;
    most = Math.max(least, settings.options().mostWorkers());
    idle = settings.options().surplusIdle();
  }

  int size() {
    return size;
  }

  /** How many there may be at most. */
  int most() {
    return Math.max(least, most);
  }

  /** Has another number of processes at least, and now. */
  void set(int workers) {
    least = workers;
    size = workers;
  }

  /** The first call waits now. */
  void beginWaiting(long now) {
    waitingSince = now;
  }

  /**
   * Grows if calls have waited, or if hardly any more may.
   *
   * @param waiting how many calls wait
   * @param isFull whether hardly any more may wait
   * @param free how many more processes may be started now
   * @return whether it has grown
   */
  boolean grow(int waiting, boolean isFull, int free, long now) {
    if (waiting == 0 || free <= 0 || size >= most()) {
      return false;
    }
    if (!isFull && now - waitingSince < PATIENCE_NANOS) {
      return false;
    }
    size = Math.min(most(), size + Math.min(waiting, free));
    waitingSince = now;
    return true;
  }

  /** Whether a process that has been idle for so long is one too many; it is not counted then. */
  boolean shrink(long idleNanos) {
    if (size <= least || idleNanos < idle.toNanos()) {
      return false;
    }
    size--;
    return true;
  }
}
