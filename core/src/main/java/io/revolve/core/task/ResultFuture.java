package io.revolve.core.task;

import io.revolve.api.EngineException;
import io.revolve.core.wire.WireMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task's result as a future: cancelling it cancels the task. Who waits for it by {@code get} or
 * {@code join} reads the client's messages meanwhile.
 */
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
  public T get() throws InterruptedException, ExecutionException {
    await(Long.MAX_VALUE / 2);
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long nanos = unit.toNanos(timeout);
    long start = System.nanoTime();
    await(Math.min(nanos, Long.MAX_VALUE / 2));
    return super.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
  }

  @Override
  public T join() {
    try {
      await(Long.MAX_VALUE / 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Which does not end a join.
    }
    return super.join();
  }

  private void await(long nanos) throws InterruptedException {
    Following client = task.client();
    if (client != null && nanos > 0 && !isDone()) {
      Thread self = Thread.currentThread();
      CompletableFuture<T> unused = whenComplete((result, error) -> client.call(self));
      client.await(this::isDone, nanos);
    }
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
