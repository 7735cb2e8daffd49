package io.revolve.provider.process.dispatch;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A dispatcher's threads: as many as are busy, for some seconds longer. */
final class Threads implements AutoCloseable {
  private static final long STACK = 256 << 10;

  private final AtomicInteger numbers = new AtomicInteger();
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor clock;

  Threads() {
    ThreadFactory factory = this::thread;
    pool =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    clock = new ScheduledThreadPoolExecutor(1, factory);
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable work) {
    pool.execute(work);
  }

  /** Does something after a time, on a thread that may wait. */
  ScheduledFuture<?> later(long nanos, Runnable work) {
    return clock.schedule(() -> pool.execute(work), nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    pool.shutdown();
  }

  private Thread thread(Runnable work) {
    String name = "revolve-dispatch-" + numbers.incrementAndGet();
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    return thread;
  }
}
