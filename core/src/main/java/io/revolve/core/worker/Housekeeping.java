package io.revolve.core.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does every millisecond what may wait as long, while there is something to do. The thread sleeps
 * otherwise, and is not woken again as long as there is always something. Thread safe.
 */
final class Housekeeping implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int QUIET_PERIODS = 20;

  private final Runnable tick;
  private final BooleanSupplier isIdle;

  private volatile boolean awake;
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  Housekeeping(Runnable tick, BooleanSupplier isIdle) {
    this.tick = tick;
    this.isIdle = isIdle;
  }

  void start(String name) {
    Thread keeper = new Thread(this::run, name);
    keeper.setDaemon(true);
    thread = keeper;
    keeper.start();
  }

  /** There is something to do within a millisecond or two. */
  void soon() {
    if (!awake) {
      awake = true;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    int quiet = 0;
    while (!closed) {
      LockSupport.parkNanos(this, PERIOD_NANOS);
      if (!isIdle.getAsBoolean()) {
        quiet = 0;
        tick.run();
      } else if (++quiet > QUIET_PERIODS) {
        quiet = 0;
        awake = false;
        // Looked at again behind the flag: who added before it was cleared wakes nobody.
        if (isIdle.getAsBoolean() && !closed) {
          LockSupport.park(this);
        }
        awake = true;
      }
    }
  }
}
