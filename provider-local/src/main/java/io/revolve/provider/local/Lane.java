package io.revolve.provider.local;

import io.revolve.api.Priority;

/** Where jobs of one queue, one name and one priority wait, the next one first. */
final class Lane {
  final LocalQueue queue;
  final String name;
  final Priority priority;
  final JobList jobs = new JobList();

  /** Whether {@link Lanes} has dropped it, so that no worker looks at it any more. */
  boolean dropped;

  Lane(LocalQueue queue, String name, Priority priority) {
    this.queue = queue;
    this.name = name;
    this.priority = priority;
  }

  boolean is(String queue, String name, Priority priority) {
    return this.priority == priority && this.name.equals(name) && this.queue.name.equals(queue);
  }
}
