package io.revolve.cli.handlers;

import io.revolve.api.Callback;
import io.revolve.api.RunningTask;
import java.time.Duration;

/**
 * {@code sleep}: lasts a while and says how far it is, to try out waiting, timeouts and
 * cancellation. Payload: seconds as a number, 1 by default. Result: the milliseconds it took.
 */
public final class Sleep implements Callback {

  private static final long serialVersionUID = 1;

  private static final int STEPS = 20;

  /** Made by the worker. */
  public Sleep() {}

  @Override
  public Object call(RunningTask task) throws InterruptedException {
    Double seconds = task.payload(Double.class);
    if (seconds != null && !(seconds >= 0 && seconds <= 86_400)) {
      throw new IllegalArgumentException("sleep takes seconds from 0 to 86400, not " + seconds);
    }
    long nanos = (long) ((seconds == null ? 1 : seconds) * 1e9);
    long start = System.nanoTime();
    for (int step = 1; step <= STEPS; step++) {
      task.throwIfCancelled();
      long left = start + nanos * step / STEPS - System.nanoTime();
      Thread.sleep(Duration.ofNanos(Math.max(0, left)).toMillis());
      task.progress(step, STEPS);
    }
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
