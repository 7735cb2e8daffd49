package io.revolve.core.client;

import io.revolve.core.task.End;
import io.revolve.core.task.TaskHandle;
import io.revolve.core.wire.WireMessage;
import org.jspecify.annotations.Nullable;

/** One element of a batch: its place, and how it ended. */
final class BatchElement implements End {

  final int index;
  final Object input;
  final TaskHandle task;
  private final BatchProgress progress;
  private volatile @Nullable RuntimeException abandoned;

  /** Whether the error handler has heard of it; guarded by the batch's progress. */
  boolean reported;

  BatchElement(int index, Object input, TaskHandle task, BatchProgress progress) {
    this.index = index;
    this.input = input;
    this.task = task;
    this.progress = progress;
  }

  /**
   * The result of an element that has ended.
   *
   * @throws RuntimeException as {@link TaskHandle#result}
   */
  <T> @Nullable T result(Class<T> type) {
    RuntimeException why = abandoned;
    if (why != null) {
      throw why;
    }
    return task.result(type);
  }

  @Override
  public void ended(WireMessage terminal) {
    progress.ended(this, terminal.event());
  }

  @Override
  public void abandoned(RuntimeException why) {
    abandoned = why;
    progress.ended(this, "");
  }
}
