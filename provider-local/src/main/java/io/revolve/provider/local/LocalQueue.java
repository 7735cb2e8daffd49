package io.revolve.provider.local;

import io.revolve.api.QueueStatus;
import java.util.HashMap;
import java.util.Map;

/** A queue: its lanes and its counts. */
final class LocalQueue {
  final String name;

  /** By name of the work. */
  final Map<String, NamedLanes> lanes = new HashMap<>();

  boolean paused;
  int waiting;
  int delayed;
  int running;
  int dead;

  /** Whether it ever held something; a queue that a worker only asked for is not shown. */
  boolean used;

  LocalQueue(String name) {
    this.name = name;
  }

  QueueStatus seen() {
    return new QueueStatus(name, waiting, delayed, running, dead, paused);
  }
}
