package io.revolve.testkit.socket;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.spi.Job;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One job in the engine; guarded by the store's lock. */
final class StoredJob {

  final Order order;
  final long number;
  final long rank;
  final Instant queuedAt = Instant.now();
  TaskState state = TaskState.QUEUED;
  Parcel parcel;
  int deliveries;
  boolean cancelled;
  @Nullable String worker;
  @Nullable Instant endedAt;
  @Nullable Parcel outcome;

  /** When the state it is in ends by itself, in nanoseconds of this JVM. */
  long deadline;

  StoredJob(Order order, long number) {
    this.order = order;
    this.number = number;
    this.rank = (level(order.priority()) << 56) + number;
    this.parcel = order.parcel();
  }

  private static long level(Priority priority) {
    return switch (priority) {
      case HIGH -> 0;
      case NORMAL -> 1;
      case LOW -> 2;
    };
  }

  Job view() {
    return new Job(
        order.id(),
        order.name(),
        order.queue(),
        state,
        deliveries,
        worker,
        queuedAt,
        endedAt,
        parcel,
        outcome);
  }
}
