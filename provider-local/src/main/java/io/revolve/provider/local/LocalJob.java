package io.revolve.provider.local;

import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job, and its places in the structures that hold it: they are linked through the jobs
 * themselves, so that a waiting job costs one object and leaving any of them is cheap. Guarded by
 * the lock of its {@link LocalJobs}.
 */
final class LocalJob {
  final String id;

  /** Of the id, for {@link JobIndex}. */
  final int hash;

  final @Nullable String unique;
  final long retention;

  /** When it was accepted, in nanoseconds since the epoch, and later than any job before it. */
  final long queuedAt;

  Lane lane;
  Parcel parcel;
  TaskState state = TaskState.QUEUED;
  int deliveries;
  boolean cancelled;
  @Nullable String worker;
  @Nullable Parcel outcome;
  long endedAt;

  /** By which it goes before or after others of its priority, while it waits. */
  long number;

  /**
   * By {@link System#nanoTime()}: when its delay, its lease, or its time as an ended job is over.
   */
  long due;

  /** Where it is in {@link JobHeap}; -1 if it is not. */
  int heapAt = -1;

  /** Its neighbours in a {@link JobList}: a lane's or the dead. */
  @Nullable LocalJob next;

  @Nullable LocalJob previous;

  LocalJob(Order order, Lane lane, long queuedAt) {
    this.id = order.id();
    this.hash = JobIndex.spread(id);
    this.unique = order.unique();
    this.retention = Nanos.of(order.retention());
    this.queuedAt = queuedAt;
    this.lane = lane;
    this.parcel = order.parcel();
  }

  /** The same job from its beginning: another object, so that no lease of the old one holds it. */
  LocalJob(LocalJob old, Parcel parcel) {
    this.id = old.id;
    this.hash = old.hash;
    this.unique = old.unique;
    this.retention = old.retention;
    this.queuedAt = old.queuedAt;
    this.lane = old.lane;
    this.parcel = parcel;
  }

  /** Whether it is kept among the ended; a dead letter has not ended in this sense. */
  boolean hasEnded() {
    return state.isTerminal() && state != TaskState.FAILED;
  }

  boolean isDelayed() {
    return heapAt >= 0 && state != TaskState.RUNNING;
  }

  Job seen() {
    return new Job(
        id,
        lane.name,
        lane.queue.name,
        state,
        deliveries,
        worker,
        Instant.ofEpochMilli(queuedAt / 1_000_000),
        state.isTerminal() ? Instant.ofEpochMilli(endedAt) : null,
        parcel,
        outcome);
  }
}
