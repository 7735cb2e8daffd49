package io.revolve.provider.gearman.admin;

import org.jspecify.annotations.Nullable;

/**
 * What a server has of one function. A job that was cancelled, or whose client has gone, counts
 * until a worker passes its place in the queue.
 *
 * @param function its name
 * @param jobs how many jobs wait or run; those that wait for their time are among them
 * @param running how many of them run
 * @param workers how many workers take them
 */
public record FunctionStatus(String function, long jobs, long running, long workers) {

  /** How many jobs wait, for a worker or for their time. */
  public long waiting() {
    return jobs - running;
  }

  static @Nullable FunctionStatus of(String row) {
    Columns columns = Columns.of(row, 3);
    if (columns == null) {
      return null;
    }
    long[] numbers = columns.numbers();
    return new FunctionStatus(columns.name(), numbers[0], numbers[1], numbers[2]);
  }
}
