package io.revolve.api;

import java.util.List;

/**
 * What a worker has done since it was made.
 *
 * @param started attempts begun
 * @param completed tasks that ended well here
 * @param failed tasks that failed for good here
 * @param retried attempts that failed and will be tried again
 * @param cancelled tasks that were cancelled while they ran here
 * @param lost attempts whose lease was lost, so that their outcome was refused
 * @param returned tasks put back when the worker stopped
 * @param running attempts that run now
 * @param processes those in which they run, when that is not this JVM's own
 */
public record WorkerStats(
    long started,
    long completed,
    long failed,
    long retried,
    long cancelled,
    long lost,
    long returned,
    int running,
    List<WorkerProcess> processes) {

  /** Copies what could change. */
  public WorkerStats {
    processes = List.copyOf(processes);
  }
}
