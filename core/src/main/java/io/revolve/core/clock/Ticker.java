package io.revolve.core.clock;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs short things when they are due, on daemon threads of its own. What throws is logged, and is
 * run again if it was to be. Without effect once closed. Thread safe.
 */
public final class Ticker implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Ticker.class.getName());

  private final ScheduledThreadPoolExecutor executor;

  /** A ticker of that many threads, which are started when they are needed. */
  public Ticker(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    executor =
        new ScheduledThreadPoolExecutor(
            threads,
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs something once. */
  public Timer after(Duration delay, Runnable action) {
    try {
      return new Timer(executor.schedule(guarded(action), delay.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException closed) {
      LOGGER.log(System.Logger.Level.TRACE, "closed", closed);
      return new Timer(null);
    }
  }

  /** Runs something again and again, with a pause between the end and the next beginning. */
  public Timer every(Duration pause, Runnable action) {
    return every(pause, pause, action);
  }

  /** Like {@link #every(Duration, Runnable)}, with a time of its own before the first. */
  public Timer every(Duration first, Duration pause, Runnable action) {
    try {
      long nanos = Math.max(1, pause.toNanos());
      return new Timer(
          executor.scheduleWithFixedDelay(
              guarded(action), first.toNanos(), nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException closed) {
      LOGGER.log(System.Logger.Level.TRACE, "closed", closed);
      return new Timer(null);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static Runnable guarded(Runnable action) {
    return () -> {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        LOGGER.log(System.Logger.Level.ERROR, "something that was due threw", e);
      }
    };
  }

  /** Something that is due later. */
  public static final class Timer {

    private final @Nullable Future<?> future;

    Timer(@Nullable Future<?> future) {
      this.future = future;
    }

    /** It need not run any more. One that runs is left alone. */
    public void cancel() {
      if (future != null) {
        future.cancel(false);
      }
    }
  }
}
