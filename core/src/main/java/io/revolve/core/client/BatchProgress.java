package io.revolve.core.client;

import io.revolve.api.Batch;
import io.revolve.api.Events;
import io.revolve.api.RevolveException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which elements of a batch have ended, in which order. Thread safe. */
final class BatchProgress {

  private static final System.Logger LOGGER = System.getLogger(BatchProgress.class.getName());

  private final int size;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<BatchElement> arrived;
  private final BitSet ended;
  private final List<Consumer<Batch.Summary>> callbacks = new ArrayList<>();
  private int completed;
  private int failed;
  private int cancelled;

  BatchProgress(int size) {
    this.size = size;
    arrived = new ArrayList<>(size);
    ended = new BitSet(size);
  }

  void ended(BatchElement element, String how) {
    Batch.Summary summary = null;
    List<Consumer<Batch.Summary>> called = List.of();
    lock.lock();
    try {
      if (ended.get(element.index)) {
        return;
      }
      ended.set(element.index);
      arrived.add(element);
      switch (how) {
        case Events.COMPLETED -> completed++;
        case Events.CANCELLED -> cancelled++;
        default -> failed++;
      }
      if (arrived.size() == size) {
        summary = summary();
        called = List.copyOf(callbacks);
        callbacks.clear();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
    for (Consumer<Batch.Summary> callback : called) {
      if (summary != null) {
        call(callback, summary);
      }
    }
  }

  int count() {
    lock.lock();
    try {
      return arrived.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the element at a place. */
  void await(BatchElement element) {
    lock.lock();
    try {
      while (!ended.get(element.index)) {
        more.await();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next to arrive; null if all have. */
  @Nullable BatchElement await(int number) {
    if (number >= size) {
      return null;
    }
    lock.lock();
    try {
      while (arrived.size() <= number) {
        more.await();
      }
      return arrived.get(number);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  void onEnd(Consumer<Batch.Summary> callback) {
    Batch.Summary summary;
    lock.lock();
    try {
      if (arrived.size() < size) {
        callbacks.add(callback);
        return;
      }
      summary = summary();
    } finally {
      lock.unlock();
    }
    call(callback, summary);
  }

  /** Whether the caller is the first to report the element's error. */
  boolean firstReport(BatchElement element) {
    lock.lock();
    try {
      boolean first = !element.reported;
      element.reported = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  private Batch.Summary summary() {
    return new Batch.Summary(completed, failed, cancelled);
  }

  private static void call(Consumer<Batch.Summary> callback, Batch.Summary summary) {
    try {
      callback.accept(summary);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.WARNING, "a batch's callback threw", e);
    }
  }

  private static RevolveException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RevolveException("interrupted while waiting for a batch", e);
  }
}
