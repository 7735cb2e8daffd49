package io.revolve.cli.run;

import io.revolve.provider.process.dispatch.End;
import io.revolve.provider.process.dispatch.Outcome;
import org.jspecify.annotations.Nullable;

/** How the commands have ended so far. Thread safe. */
final class Tally {
  private static final int FAILED = 123;
  private static final int NOT_STARTED = 127;

  private int submitted;
  private int ended;
  private int failed;
  private boolean complete;
  private @Nullable String notStarted;

  synchronized void submitted() {
    submitted++;
  }

  /** No more come. */
  synchronized void complete() {
    complete = true;
  }

  synchronized void ended(Outcome outcome) {
    ended++;
    if (outcome.end() == End.NOT_STARTED && notStarted == null) {
      notStarted = outcome.problem();
    }
    if (!outcome.isSuccess()) {
      failed++;
    }
  }

  /** Why a command could not be started; null if all could. */
  synchronized @Nullable String notStarted() {
    return notStarted;
  }

  synchronized int code() {
    return notStarted != null ? NOT_STARTED : failed > 0 ? FAILED : 0;
  }

  /** All of it at one moment. */
  synchronized Standing standing() {
    return new Standing(submitted, ended, failed, complete);
  }

  record Standing(int submitted, int ended, int failed, boolean isComplete) {

    /** The part that is done, as far as all are known. */
    double fraction() {
      return submitted == 0 || !isComplete ? 0 : (double) ended / submitted;
    }
  }
}
