package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.LeaseLostException;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.reference.ReferenceRefusedException;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.TaskOptions;
import io.revolve.spi.Body;
import io.revolve.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes attempts of leases and works them off, one on each thread that asks. Thread safe. */
final class Bench {

  /** How long a task that is unknown here is left to other workers. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

  /** So often code that is refused here is left to other workers; then its task fails with why. */
  private static final int LEFT_TIMES = 30;

  private final Workshop workshop;
  private final Handlers handlers;

  Bench(Workshop workshop, Handlers handlers) {
    this.workshop = workshop;
    this.handlers = handlers;
  }

  /**
   * The attempt of a lease; null if the job cannot be read, which is buried as it is.
   *
   * @param now when the lease came, in nanoseconds of this JVM
   */
  @Nullable Attempt begin(Lease lease, long now) {
    long until = workshop.keeper().until(now);
    JobParcel parcel;
    try {
      parcel = workshop.format().job(lease);
    } catch (UndecodableException e) {
      bury(lease, e, until);
      return null;
    }
    Attempt attempt = new Attempt(workshop, lease, parcel, until);
    workshop.keeper().add(attempt);
    return attempt;
  }

  /**
   * Works an attempt off.
   *
   * @param now in nanoseconds of this JVM
   * @return when it ended, likewise
   */
  long work(Attempt attempt, long now) {
    Conclusion conclusion = new Conclusion(attempt, workshop);
    try {
      if (attempt.lease().cancelled() || attempt.interruption().isCancelled()) {
        attempt.end(voice -> workshop.outbox().add(Verdict.cancelled(attempt, voice)));
        return System.nanoTime();
      }
      if (isBuriedForCrashes(attempt)) {
        return System.nanoTime();
      }
      Callback callback = handlers.find(attempt.parcel());
      if (callback == null) {
        conclusion.giveBack(LEFT_ALONE, "no callback of this name at " + workshop.settings().id());
        return System.nanoTime();
      }
      workshop.counts().started.increment();
      attempt.begin(now);
      return conclusion.run(callback);
    } catch (ReferenceRefusedException e) {
      if (e.elsewhere() && attempt.parcel().job().history().returns() < LEFT_TIMES) {
        conclusion.giveBack(LEFT_ALONE, String.valueOf(e.getMessage()));
      } else {
        conclusion.fail(e);
      }
    } catch (LeaseLostException e) {
      attempt.checkLease();
    } catch (RuntimeException | Error e) {
      conclusion.fail(e);
    }
    return System.nanoTime();
  }

  private boolean isBuriedForCrashes(Attempt attempt) {
    JobHeader.History history = attempt.parcel().job().history();
    int delivery = attempt.lease().delivery();
    int crashes = history.crashes(delivery);
    if (delivery - 1 <= history.settled() || crashes == 0) {
      return false;
    }
    Failure failure =
        new Failure(
            "worker lost",
            "the task's worker ended without a word, or lost its lease, "
                + (crashes == 1 ? "once" : crashes + " times"),
            List.of(),
            attempt.attempt() - 1);
    Body note = Verdict.body(workshop, failure);
    if (crashes >= workshop.settings().crashes()) {
      attempt.end(voice -> workshop.outbox().add(Verdict.dead(attempt, voice, note)));
      return true;
    }
    attempt.emit(Events.RETRYING, note);
    return false;
  }

  /** What cannot be read becomes a dead letter with its bytes, and nothing else is harmed. */
  private void bury(Lease lease, UndecodableException why, long until) {
    JobHeader unknown =
        new JobHeader(
            lease.id(),
            lease.name(),
            lease.queue(),
            Body.BYTES,
            "",
            JobHeader.History.NONE,
            Instant.now(),
            TaskOptions.DEFAULT,
            Map.of());
    JobParcel parcel = new JobParcel(unknown, new byte[0], null, workshop.format());
    Attempt attempt = new Attempt(workshop, lease, parcel, until);
    workshop.keeper().add(attempt);
    Body failure = Verdict.body(workshop, Failures.of(why, lease.delivery()));
    attempt.end(voice -> workshop.outbox().add(Verdict.dead(attempt, voice, failure)));
    workshop.outbox().flush();
  }
}
