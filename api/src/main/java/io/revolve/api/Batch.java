package io.revolve.api;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The results of many tasks of one name, as they arrive.
 *
 * <p>The tasks are submitted when the batch is made; iterating waits for what has not arrived. It
 * may be iterated several times. Without {@link #onError}, an element that failed throws {@link
 * TaskFailedException} (a cancelled one {@link java.util.concurrent.CancellationException}) from
 * {@code next()}, and the iteration may go on behind it. Thread safe.
 *
 * @param <T> the type of a result
 */
public interface Batch<T> extends Iterable<T> {

  /** How many elements there are. */
  int size();

  /** How many have ended, in any way. */
  int ended();

  /** The same results in the order in which they arrive. */
  Iterable<T> asCompleted();

  /** The same batch with other types of result: how its bytes are read. */
  <R> Batch<R> as(Class<R> type);

  /**
   * Takes failed elements, which the iterations then pass over instead of throwing.
   *
   * @param handler hears each failed or cancelled element once, on the iterating thread
   * @return this batch
   */
  Batch<T> onError(Consumer<Failed> handler);

  /**
   * Folds the results as they arrive; waits for all. Failed elements behave as in an iteration.
   *
   * @param start the value to begin with
   * @param fold takes what there is and one more result
   */
  <R> R reduce(R start, BiFunction<R, ? super T, R> fold);

  /**
   * Runs a callback once, when all elements have ended. Runs at once if they already have;
   * otherwise on a thread of Revolve.
   *
   * @return this batch
   */
  Batch<T> onEnd(Consumer<Summary> callback);

  /** Cancels all that have not ended. */
  void cancel();

  /** The results in order, as a stream; as lazy as the iteration. */
  Stream<T> stream();

  /**
   * One element that did not end well.
   *
   * @param index its place among the inputs, from 0
   * @param input its payload, as it was given; the task, for a batch of tasks
   * @param taskId its task
   * @param error why: as {@link Client#submit} would fail
   */
  record Failed(int index, Object input, String taskId, Throwable error) {}

  /**
   * How a batch ended.
   *
   * @param completed how many ended well
   * @param failed how many failed for good, or whose result could not be had
   * @param cancelled how many were cancelled
   */
  record Summary(int completed, int failed, int cancelled) {}
}
