package io.revolve.core.worker;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.TaskState;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Letter;
import io.revolve.spi.Plain;
import io.revolve.spi.RunFailedException;
import io.revolve.spi.Settlement;
import io.revolve.spi.WorkerLostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How an attempt ends: what is settled, and what its client hears. */
final class Verdict {

  static final Body NOTHING = new Body(Body.JSON, new byte[0]);

  private Verdict() {}

  static Entry.Outcome completed(Attempt attempt, Voice voice, Body result) {
    return finish(attempt, voice, TaskState.COMPLETED, Events.COMPLETED, result);
  }

  static Entry.Outcome cancelled(Attempt attempt, Voice voice) {
    return finish(attempt, voice, TaskState.CANCELLED, Events.CANCELLED, NOTHING);
  }

  /** A failed attempt: another, or none if that was the last. */
  static void failed(Attempt attempt, Workshop workshop, Voice voice, Throwable error) {
    Failure why = Failures.of(error, attempt.attempt());
    if (error instanceof WorkerLostException && !isPlain(attempt)) {
      crashed(attempt, workshop, voice, why);
    } else if (error instanceof RunFailedException failed
        && failed.next() == RunFailedException.Next.RETURN) {
      returned(attempt, workshop, voice, failed.delay(), why.message());
    } else {
      failed(attempt, workshop, voice, why, error);
    }
  }

  private static void failed(
      Attempt attempt, Workshop workshop, Voice voice, Failure why, Throwable error) {
    RunFailedException said = error instanceof RunFailedException known ? known : null;
    JobHeader job = attempt.parcel().job();
    JobHeader.History next = job.history().failed(attempt.lease().delivery());
    boolean isLast = said != null && said.next() == RunFailedException.Next.NOTHING;
    Body failure = body(workshop, why);
    if (isLast || next.failures() >= job.options().attempts()) {
      workshop.outbox().add(dead(attempt, voice, failure));
      return;
    }
    Duration delay = said == null ? backoff(job, next.failures()) : said.delay();
    back(attempt, workshop, voice, failure, delay, true, next);
  }

  /** What ran the attempt died of it: a dead letter if that was too often. */
  private static void crashed(Attempt attempt, Workshop workshop, Voice voice, Failure why) {
    JobHeader job = attempt.parcel().job();
    int delivery = attempt.lease().delivery();
    int crashes = job.history().crashes(delivery) + 1;
    Body failure = body(workshop, why);
    if (crashes >= workshop.settings().crashes()) {
      workshop.outbox().add(dead(attempt, voice, failure));
      return;
    }
    Duration delay = backoff(job, crashes);
    back(attempt, workshop, voice, failure, delay, true, job.history().crashed(delivery));
  }

  /** What has no header cannot say how often that happened. */
  private static boolean isPlain(Attempt attempt) {
    return attempt.lease().parcel() instanceof Plain;
  }

  private static Duration backoff(JobHeader job, int times) {
    return job.options().backoff().after(times, ThreadLocalRandom.current());
  }

  /** A task whose workers died too often. */
  static Entry.Outcome dead(Attempt attempt, Voice voice, Body failure) {
    WireMessage message = voice.say(Events.FAILED, failure, attempt.endedAt());
    return new Entry.Outcome(
        attempt, new Settlement.Bury(attempt.lease(), message), heard(attempt, voice, message));
  }

  /** Back into the queue, without having failed. */
  static void returned(
      Attempt attempt, Workshop workshop, Voice voice, Duration delay, String why) {
    JobHeader.History history = attempt.parcel().job().history();
    int delivery = attempt.lease().delivery();
    JobHeader.History next =
        voice.hasSpoken() ? history.returned(delivery) : history.returnedUnbegun(delivery);
    Failure note = new Failure("returned", why, List.of(), attempt.attempt());
    back(attempt, workshop, voice, body(workshop, note), delay, false, next);
  }

  static Body body(Workshop workshop, Failure failure) {
    return workshop.format().codec().encode(failure);
  }

  private static void back(
      Attempt attempt,
      Workshop workshop,
      Voice voice,
      Body why,
      Duration delay,
      boolean retry,
      JobHeader.History next) {
    // Said before it is settled: behind that, the next attempt's messages may be quicker.
    if (voice.isBeginningUnsaid()) {
      workshop.outbox().add(new Entry.Event(voice.letter(voice.sayBeginning())));
    }
    if (voice.hasSpoken()) {
      workshop
          .outbox()
          .add(new Entry.Event(voice.letter(voice.say(Events.RETRYING, why, attempt.endedAt()))));
    }
    workshop
        .outbox()
        .add(
            new Entry.Outcome(
                attempt,
                new Settlement.Release(attempt.lease(), delay, retry, attempt.parcel().with(next)),
                null));
  }

  private static Entry.Outcome finish(
      Attempt attempt, Voice voice, TaskState state, String event, Body body) {
    WireMessage message = voice.say(event, body, attempt.endedAt());
    return new Entry.Outcome(
        attempt,
        new Settlement.Finish(
            attempt.lease(), state, message, attempt.parcel().job().options().keep()),
        heard(attempt, voice, message));
  }

  private static @Nullable Letter heard(Attempt attempt, Voice voice, WireMessage message) {
    return attempt.parcel().job().reply().isEmpty() ? null : voice.letter(message);
  }
}
