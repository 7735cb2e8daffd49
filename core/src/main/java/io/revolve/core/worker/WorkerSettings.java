package io.revolve.core.worker;

import java.time.Duration;
import java.util.Map;

/**
 * How a worker behaves.
 *
 * @param id its name
 * @param inbox the address of its inbox
 * @param queues the queues it serves, with their weights
 * @param concurrency how many tasks at once
 * @param threads what its threads are
 * @param lease how long a task is its own without a sign of life
 * @param drain how long running tasks have when it stops
 * @param grace between the request to end and the interrupt, and again until the slot is given up
 * @param crashes how many workers a task may take down
 * @param prefetch how many tasks are taken ahead at most, while they are short
 * @param announce how often it says that it lives
 */
public record WorkerSettings(
    String id,
    String inbox,
    Map<String, Integer> queues,
    int concurrency,
    Threads threads,
    Duration lease,
    Duration drain,
    Duration grace,
    int crashes,
    int prefetch,
    Duration announce) {

  /** The same with another number of tasks at once. */
  public WorkerSettings withConcurrency(int other) {
    return new WorkerSettings(
        id, inbox, queues, other, threads, lease, drain, grace, crashes, prefetch, announce);
  }
}
