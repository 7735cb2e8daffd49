package io.revolve.core.task;

import io.revolve.api.EngineException;
import io.revolve.core.wire.WireMessage;
import java.util.concurrent.CompletableFuture;

/** A task's result as a future: cancelling it cancels the task. */
final class ResultFuture<T> extends CompletableFuture<T> implements End {

  private final TaskHandle task;
  private final Class<T> type;

  ResultFuture(TaskHandle task, Class<T> type) {
    this.task = task;
    this.type = type;
  }

  @SuppressWarnings("NullAway") // A result may be null; CompletableFuture takes it.
  @Override
  public void ended(WireMessage terminal) {
    try {
      complete(Ending.result(task, terminal, type));
    } catch (RuntimeException e) {
      completeExceptionally(e);
    }
  }

  @Override
  public void abandoned(RuntimeException why) {
    completeExceptionally(why);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (isDone()) {
      return isCancelled();
    }
    try {
      task.cancel();
    } catch (EngineException e) {
      // The future still ends for its holder; the engine could not be told.
      System.getLogger(ResultFuture.class.getName())
          .log(System.Logger.Level.WARNING, "cannot cancel task " + task.id(), e);
    }
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
