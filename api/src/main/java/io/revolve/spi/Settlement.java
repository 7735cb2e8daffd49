package io.revolve.spi;

import io.revolve.api.TaskState;
import java.time.Duration;

/** How a lease ends. Refused, without any effect, if the lease was lost. */
public sealed interface Settlement {

  /** What is settled. */
  Lease lease();

  /**
   * The job has ended: completed or cancelled. The outcome is kept for a while.
   *
   * @param lease what is settled
   * @param state {@link TaskState#COMPLETED} or {@link TaskState#CANCELLED}
   * @param outcome the terminal message
   * @param retention how long the outcome is kept
   */
  record Finish(Lease lease, TaskState state, Parcel outcome, Duration retention)
      implements Settlement {}

  /**
   * The job has failed for good and becomes a dead letter, kept until it is replayed or deleted.
   *
   * @param lease what is settled
   * @param outcome the terminal message
   */
  record Bury(Lease lease, Parcel outcome) implements Settlement {}

  /**
   * The job goes back, to be handed out again.
   *
   * @param lease what is settled
   * @param delay how long it waits at least
   * @param retry whether it goes back because an attempt failed; otherwise it was only returned,
   *     and goes before jobs that came later where the engine can do that
   * @param parcel what the next worker gets
   */
  record Release(Lease lease, Duration delay, boolean retry, Parcel parcel) implements Settlement {}
}
