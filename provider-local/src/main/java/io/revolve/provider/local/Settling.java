package io.revolve.provider.local;

import io.revolve.api.TaskState;
import io.revolve.spi.Held;
import io.revolve.spi.Lease;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * What holders do with their leases. Guarded by the lock of its {@link LocalJobs}.
 *
 * <p>A lease's token is the job itself, so that settling needs no search; the fence is the job's
 * identity (a replay makes a new one) and its delivery.
 */
final class Settling {
  private final LocalJobs jobs;
  private final int limit;

  /**
   * Settles on some jobs.
   *
   * @param limit how many ended jobs are kept at most
   */
  Settling(LocalJobs jobs, int limit) {
    this.jobs = jobs;
    this.limit = limit;
  }

  Settled settle(Settlement settlement, long now) {
    LocalJob job = held(settlement.lease(), now);
    if (job == null) {
      return Settled.LOST;
    }
    // Not a switch over the kinds: patterns in switch came after Java 17.
    if (settlement instanceof Settlement.Finish finish) {
      long due = now + Nanos.of(finish.retention());
      jobs.end(job, finish.state(), finish.outcome(), now, due, limit);
    } else if (settlement instanceof Settlement.Bury bury) {
      jobs.bury(job, bury.outcome(), now);
    } else if (settlement instanceof Settlement.Release release) {
      if (job.cancelled) {
        return Settled.CANCELLED;
      }
      release(job, release, now);
    }
    return Settled.DONE;
  }

  Held extend(Lease lease, long now, long due) {
    LocalJob job = held(lease, now);
    if (job == null) {
      return Held.LOST;
    }
    job.due = due;
    jobs.timed.moved(job);
    return job.cancelled ? Held.CANCELLED : Held.HELD;
  }

  private void release(LocalJob job, Settlement.Release release, long now) {
    long delay = Nanos.of(release.delay());
    job.parcel = release.parcel();
    if (release.retry()) {
      jobs.retry(job, TaskState.RETRYING, delay, now);
    } else if (delay > 0) {
      jobs.retry(job, TaskState.DELAYED, delay, now);
    } else {
      jobs.putBack(job);
    }
  }

  /** The job of a lease that still holds. One whose time is over goes back here and now. */
  private @Nullable LocalJob held(Lease lease, long now) {
    if (!(lease.token() instanceof LocalJob job)
        || job.state != TaskState.RUNNING
        || job.deliveries != lease.delivery()) {
      return null;
    }
    if (job.due - now <= 0) {
      jobs.putBack(job);
      return null;
    }
    return job;
  }
}
