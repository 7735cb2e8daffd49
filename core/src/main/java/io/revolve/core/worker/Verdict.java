package io.revolve.core.worker;

import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.TaskState;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Letter;
import io.revolve.spi.Settlement;
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
    JobHeader job = attempt.parcel().job();
    JobHeader.History next = job.history().failed(attempt.lease().delivery());
    Body failure = body(workshop, Failures.of(error, attempt.attempt()));
    if (next.failures() >= job.options().attempts()) {
      workshop.outbox().add(dead(attempt, voice, failure));
      return;
    }
    TaskOptions options = job.options();
    Duration delay = options.backoff().after(next.failures(), ThreadLocalRandom.current());
    back(attempt, workshop, voice, failure, delay, true, next);
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
