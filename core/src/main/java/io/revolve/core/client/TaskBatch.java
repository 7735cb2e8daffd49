package io.revolve.core.client;

import io.revolve.api.Batch;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A batch over the tasks of one client. */
final class TaskBatch<T> implements Batch<T> {

  private final List<BatchElement> elements;
  private final BatchProgress progress;
  private final Class<T> type;
  private volatile @Nullable Consumer<Failed> onError;

  TaskBatch(List<BatchElement> elements, BatchProgress progress, Class<T> type) {
    this.elements = elements;
    this.progress = progress;
    this.type = type;
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public int ended() {
    return progress.count();
  }

  @Override
  public Iterator<T> iterator() {
    return new Results(this::inOrder);
  }

  @Override
  public Iterable<T> asCompleted() {
    return () -> new Results(progress::await);
  }

  @Override
  public <R> Batch<R> as(Class<R> other) {
    TaskBatch<R> batch = new TaskBatch<>(elements, progress, other);
    batch.onError = onError;
    return batch;
  }

  @Override
  public Batch<T> onError(Consumer<Failed> handler) {
    onError = handler;
    return this;
  }

  @Override
  public <R> R reduce(R start, BiFunction<R, ? super T, R> fold) {
    R value = start;
    for (T result : asCompleted()) {
      value = fold.apply(value, result);
    }
    return value;
  }

  @Override
  public Batch<T> onEnd(Consumer<Summary> callback) {
    progress.onEnd(callback);
    return this;
  }

  @Override
  public void cancel() {
    for (BatchElement element : elements) {
      if (!element.task.hasEnded()) {
        element.task.cancel();
      }
    }
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private @Nullable BatchElement inOrder(int number) {
    if (number >= elements.size()) {
      return null;
    }
    BatchElement element = elements.get(number);
    progress.await(element);
    return element;
  }

  /** Waits for element after element; failed ones are thrown, or handed over and passed. */
  private final class Results implements Iterator<T> {
    private final IntFunction<@Nullable BatchElement> order;
    private int number;
    private @Nullable BatchElement next;
    private @Nullable T result;
    private @Nullable RuntimeException error;

    Results(IntFunction<@Nullable BatchElement> order) {
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        BatchElement element = order.apply(number);
        if (element == null) {
          return false;
        }
        number++;
        take(element);
      }
      return true;
    }

    @Override
    @SuppressWarnings("NullAway") // A result may be null, as a callback may return null.
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next = null;
      if (error != null) {
        throw error;
      }
      return result;
    }

    private void take(BatchElement element) {
      error = null;
      result = null;
      try {
        result = element.result(type);
      } catch (RuntimeException e) {
        Consumer<Failed> handler = onError;
        if (handler != null) {
          if (progress.firstReport(element)) {
            handler.accept(new Failed(element.index, element.input, element.task.id(), e));
          }
          return;
        }
        error = e;
      }
      next = element;
    }
  }
}
