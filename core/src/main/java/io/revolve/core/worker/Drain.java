package io.revolve.core.worker;

import io.revolve.api.EngineException;
import io.revolve.spi.JobLink;
import java.time.Duration;
import java.util.List;

/**
 * The orderly end of a worker: nothing new, the drain time for what runs, and the rest back into
 * the queue at once.
 */
final class Drain {

  private static final System.Logger LOGGER = System.getLogger(Drain.class.getName());
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final String WHY = "the worker stopped";

  private final Workshop workshop;
  private final Intake intake;
  private final Crew crew;
  private final JobLink jobs;

  Drain(Workshop workshop, Intake intake, Crew crew, JobLink jobs) {
    this.workshop = workshop;
    this.intake = intake;
    this.crew = crew;
    this.jobs = jobs;
  }

  void run() {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + workshop.settings().drain().toNanos();
    interrupted |= stopTaking();
    boolean working = true;
    while (working && System.nanoTime() - end < 0) {
      try {
        working = !crew.await(STEP);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    for (Attempt attempt : List.copyOf(workshop.keeper().all())) {
      new Conclusion(attempt, workshop).giveBack(Duration.ZERO, WHY);
      attempt.interruption().interruptNow();
    }
    sayLastWords();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes nothing more, and gives back what was taken and has not begun. What the link is handing
   * out at this moment is waited for: nobody else would give it back before its lease is over.
   *
   * @return whether the thread was interrupted
   */
  private boolean stopTaking() {
    boolean interrupted = false;
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    giveBack(intake.stop());
    while (intake.isLeading() && System.nanoTime() - end < 0) {
      wake();
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    giveBack(intake.stop());
    return interrupted;
  }

  private void wake() {
    try {
      jobs.wake();
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot wake who takes tasks", e);
    }
  }

  private void giveBack(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      new Conclusion(attempt, workshop).giveBack(Duration.ZERO, WHY);
    }
  }

  private void sayLastWords() {
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    workshop.outbox().flush();
    while (!workshop.outbox().isEmpty() && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      workshop.outbox().flush();
    }
  }
}
