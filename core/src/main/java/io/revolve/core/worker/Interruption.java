package io.revolve.core.worker;

import io.revolve.core.clock.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a running callback is asked to end: {@code isCancelled()} first, an interrupt after the grace
 * period, and after another the attempt ends without it, since a thread cannot be killed. Thread
 * safe.
 */
final class Interruption {

  private final Attempt attempt;
  private final Workshop workshop;
  private volatile boolean cancelled;
  private volatile @Nullable Duration timedOut;
  private @Nullable Thread thread;
  private @Nullable Runnable listener;
  private Ticker.@Nullable Timer timeout;

  Interruption(Attempt attempt, Workshop workshop) {
    this.attempt = attempt;
    this.workshop = workshop;
  }

  /** Calls a listener when the callback is asked to end; at once, if it was. */
  void onRequest(Runnable called) {
    synchronized (this) {
      listener = called;
    }
    if (isRequested()) {
      called.run();
    }
  }

  private void tell() {
    Runnable called;
    synchronized (this) {
      called = listener;
    }
    if (called != null) {
      called.run();
    }
  }

  boolean isRequested() {
    return cancelled || timedOut != null;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Why the attempt has failed, if its time was over; null otherwise. */
  @Nullable TimeoutException timeout() {
    Duration limit = timedOut;
    return limit == null ? null : new TimeoutException("the attempt did not end within " + limit);
  }

  /** The callback begins on the calling thread. */
  void begin(Duration limit) {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    if (!limit.isZero()) {
      timeout = workshop.ticker().after(limit, () -> timeOut(limit));
    }
  }

  /** The callback has returned: the thread is interrupted no more. */
  void finish() {
    synchronized (this) {
      thread = null;
    }
    if (timeout != null) {
      timeout.cancel();
    }
    Thread.interrupted(); // Cleared, whoever it was for: the thread goes on to another task.
  }

  void requestCancel() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    tell();
    Duration grace = workshop.settings().grace();
    workshop.ticker().after(grace, this::interruptNow);
    workshop.ticker().after(grace.multipliedBy(2), this::giveUp);
  }

  void interruptNow() {
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  private void timeOut(Duration limit) {
    timedOut = limit;
    interruptNow();
    workshop.ticker().after(workshop.settings().grace(), this::giveUp);
  }

  private void giveUp() {
    new Conclusion(attempt, workshop).giveUp();
  }
}
