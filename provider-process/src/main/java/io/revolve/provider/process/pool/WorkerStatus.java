package io.revolve.provider.process.pool;

import java.time.Duration;

/**
 * One process of a pool.
 *
 * @param pid of the operating system
 * @param state what it is doing
 * @param calls how many it has answered
 * @param age since when it is there
 * @param memory how many bytes it has in memory; -1 where that cannot be known
 */
public record WorkerStatus(long pid, State state, long calls, Duration age, long memory) {

  /** What a process is doing. */
  public enum State {
    /** It has nothing to do. */
    IDLE,
    /** It works on a call. */
    WORKING,
    /** It is asked to end, at once or after its call. */
    LEAVING
  }
}
