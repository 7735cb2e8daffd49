package io.revolve.api;

/** Which tasks of a queue go first: all of a higher priority before any of a lower. */
public enum Priority {
  /** Before all others. */
  HIGH,
  /** The default. */
  NORMAL,
  /** When nothing else waits. */
  LOW
}
