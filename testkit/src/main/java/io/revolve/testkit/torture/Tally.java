package io.revolve.testkit.torture;

import io.revolve.api.Events;
import io.revolve.api.Message;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import java.util.Objects;

/**
 * What one task's listeners heard, and what was wrong with it: each event once and in order within
 * its attempt, attempts in order, nothing missing, and one end as the last. The events of an
 * attempt that is not the last may end anywhere, since its worker may have been killed. Used by the
 * reading thread alone.
 */
final class Tally {

  private final int number;
  private int attempt;
  private boolean hasStarted;
  private int step;
  private long done;
  private int endings;
  private final StringBuilder wrong = new StringBuilder(0);

  Tally(int number) {
    this.number = number;
  }

  void listen(Task task) {
    Events.RESERVED.forEach(event -> task.addListener(event, this::hear));
    task.addListener("step", this::hear);
  }

  void hear(Message message) {
    if (endings > 0) {
      wrong(message, "after the end");
    }
    if (message.event().equals(Events.GAP)) {
      wrong(message, "reports a loss");
      return;
    }
    follow(message);
    switch (message.event()) {
      case Events.STARTED -> started(message);
      case Events.PROGRESS -> progress(message);
      case Events.RETRYING -> {}
      case "step" -> step(message);
      case Events.COMPLETED -> completed(message);
      default -> {
        endings++;
        wrong(message, "is not as it should end");
      }
    }
  }

  private void follow(Message message) {
    if (message.attempt() < attempt) {
      wrong(message, "comes from an attempt before " + attempt);
    } else if (message.attempt() > attempt) {
      attempt = message.attempt();
      hasStarted = false;
      step = 0;
      done = 0;
    }
  }

  private void started(Message message) {
    if (hasStarted || step > 0) {
      wrong(message, "comes late or twice");
    }
    hasStarted = true;
  }

  private void progress(Message message) {
    long now = Objects.requireNonNull(message.as(Progress.class)).done();
    if (now <= done) {
      wrong(message, "after " + done);
    }
    done = now;
  }

  private void step(Message message) {
    int now = Objects.requireNonNull(message.as(Integer.class));
    if (now != step) {
      wrong(message, "instead of " + step);
    }
    step = now + 1;
  }

  private void completed(Message message) {
    endings++;
    if (!Objects.equals(number, message.as(Integer.class))) {
      wrong(message, "is not its result");
    }
    if (step != TortureWorkerMain.STEPS || !hasStarted) {
      wrong(message, "after " + step + " steps");
    }
  }

  int number() {
    return number;
  }

  boolean hasEnded() {
    return endings > 0;
  }

  /** What was wrong; empty if nothing was. */
  String verdict() {
    return endings == 1 ? wrong.toString() : wrong + "has ended " + endings + " times";
  }

  private void wrong(Message message, String why) {
    wrong
        .append(message.event())
        .append(" \"")
        .append(message)
        .append("\" of attempt ")
        .append(message.attempt())
        .append(' ')
        .append(why)
        .append("; ");
  }
}
