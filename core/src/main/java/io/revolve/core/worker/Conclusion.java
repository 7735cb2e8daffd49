package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.api.PayloadException;
import io.revolve.spi.Body;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs the callback of an attempt, and concludes from how it ended how the attempt ends. */
final class Conclusion {

  private static final System.Logger LOGGER = System.getLogger(Conclusion.class.getName());

  private final Attempt attempt;
  private final Workshop workshop;

  Conclusion(Attempt attempt, Workshop workshop) {
    this.attempt = attempt;
    this.workshop = workshop;
  }

  /**
   * Runs the callback: whatever it throws ends the attempt and nothing else. A flush of the outbox
   * must follow.
   *
   * @return when it ended, in nanoseconds of this JVM
   */
  long run(Callback callback) {
    Object result = null;
    Throwable error = null;
    attempt.interruption().begin(attempt.parcel().job().options().timeout());
    try {
      result = callback.call(attempt);
    } catch (Throwable e) {
      error = e;
    } finally {
      attempt.interruption().finish();
    }
    long now = System.nanoTime();
    conclude(now, result, error);
    return now;
  }

  /**
   * The callback does not end although it was asked and interrupted: the attempt ends without it.
   */
  void giveUp() {
    attempt.end(
        voice -> {
          LOGGER.log(
              System.Logger.Level.WARNING,
              "task {0} ({1}) does not end; its thread stays busy until it does",
              attempt.name(),
              attempt.id());
          end(voice, null, null);
        });
    workshop.outbox().flush();
  }

  /** Puts the task back, without having failed. A flush of the outbox must follow. */
  void giveBack(Duration delay, String why) {
    attempt.end(voice -> Verdict.returned(attempt, workshop, voice, delay, why));
  }

  /** The attempt has failed before its callback ran. A flush of the outbox must follow. */
  void fail(Throwable error) {
    conclude(System.nanoTime(), null, error);
  }

  private void conclude(long now, @Nullable Object result, @Nullable Throwable error) {
    Body body = null;
    Throwable failure = error;
    if (failure == null) {
      try {
        body = result instanceof Body raw ? raw : workshop.format().codec().encode(result);
        if (body.bytes().length > workshop.maxMessage()) {
          failure =
              new PayloadException(
                  String.format(
                      "the result has %,d bytes; this worker's messages carry %,d at most",
                      body.bytes().length, workshop.maxMessage()));
        }
      } catch (PayloadException e) {
        failure = e;
      }
    }
    Body encoded = body;
    Throwable why = failure;
    attempt.end(now, voice -> end(voice, encoded, why));
  }

  private void end(Voice voice, @Nullable Body result, @Nullable Throwable error) {
    TimeoutException timeout = attempt.interruption().timeout();
    if (attempt.interruption().isCancelled()) {
      workshop.outbox().add(Verdict.cancelled(attempt, voice));
    } else if (timeout != null) {
      Verdict.failed(attempt, workshop, voice, error == null ? timeout : caused(timeout, error));
    } else if (error != null) {
      Verdict.failed(attempt, workshop, voice, error);
    } else if (result != null) {
      workshop.outbox().add(Verdict.completed(attempt, voice, result));
    }
  }

  private static TimeoutException caused(TimeoutException timeout, Throwable error) {
    timeout.initCause(error);
    return timeout;
  }
}
