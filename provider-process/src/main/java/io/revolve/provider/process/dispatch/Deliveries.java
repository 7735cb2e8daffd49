package io.revolve.provider.process.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What waits for a tick. Thread safe. */
final class Deliveries {
  private static final int BOUND = 1 << 20;
  private static final int OVERHEAD = 100;

  private record Entry(int weight, Runnable what) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private int weight;
  private boolean closed;

  /** Adds a line; waits while there is too much. */
  synchronized void add(int bytes, Runnable what) {
    boolean interrupted = false;
    int more = bytes + OVERHEAD;
    while (weight > 0 && weight + more > BOUND && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!closed) {
      entries.add(new Entry(more, what));
      weight += more;
      notifyAll();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds what must not wait. */
  synchronized void addNow(Runnable what) {
    entries.add(new Entry(0, what));
    notifyAll();
  }

  synchronized int size() {
    return entries.size();
  }

  /** The next one; null if there is none. */
  synchronized @Nullable Runnable poll() {
    Entry entry = entries.poll();
    if (entry == null) {
      return null;
    }
    weight -= entry.weight;
    notifyAll();
    return entry.what;
  }

  /** Waits until there is one, or there is nothing to wait for. */
  synchronized void await(BooleanSupplier isIdle) throws InterruptedException {
    while (entries.isEmpty() && !isIdle.getAsBoolean()) {
      wait();
    }
  }

  /** Has those look who wait. */
  synchronized void wake() {
    notifyAll();
  }

  /** Takes no more lines, and keeps nobody waiting. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
