package io.revolve.spi;

/**
 * What a provider can do. What it declares is tested by the contract kit; what it does not declare
 * is supplied by the core or refused by name.
 */
public enum Capability {
  /** Carries jobs: has a {@link JobLink}. */
  JOBS,
  /** Carries messages: has a {@link MessageLink}. */
  MESSAGES,
  /** Runs code elsewhere: has a {@link RunLink}. */
  RUNS,
  /**
   * Stays in this JVM and hands over objects as they are, so that any closure may be a callback.
   */
  IN_MEMORY,
  /** What was accepted survives the end of every process that uses the engine. */
  DURABLE,
  /** A job can wait for its time. */
  DELAY,
  /** Jobs of a higher priority go first. */
  PRIORITY,
  /** At most one job of a key waits or runs. */
  UNIQUE,
  /** Jobs and their outcomes are found by id, and listed. */
  STATUS,
  /** A lease can be extended, and is refused when it was lost. */
  LEASES,
  /** Failed jobs are kept, to be listed, replayed or deleted. */
  DEAD_LETTERS,
  /** A waiting job can be cancelled. */
  CANCEL,
  /** Queues are counted. */
  COUNTS,
  /** Queues can be paused, resumed and purged. */
  QUEUE_CONTROL,
  /** Workers that live are listed, with what they say of themselves. */
  WORKERS,
  /** Messages can be read again from the start while they are kept. */
  REPLAY,
  /** Shares limits by name: has {@link Provider#limits}. */
  LIMITS
}
