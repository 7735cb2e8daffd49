package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.api.Listener;
import io.revolve.api.TaskState;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import org.jspecify.annotations.Nullable;

/**
 * The course of a task, as far as its client knows: what has come, who has heard how much of it,
 * and what is still to be told. Not thread safe; its task guards it.
 */
final class Course {
  private final TaskHandle task;
  private final TaskLog log = new TaskLog();
  private @Nullable Hearings hearings;
  private @Nullable Telling telling;

  /** Whether whoever runs it is asked to end it. */
  private boolean isCancelled;

  /** Runs up to this one belong to an earlier life, before a replay. */
  private int base;

  /** Messages in the log that wait for a read. */
  private int waiting;

  /** Whether the end may be heard: set when a read begins, so that it comes after all else. */
  private boolean endReleased;

  private boolean endHeard;

  Course(TaskHandle task) {
    this.task = task;
  }

  @Nullable WireMessage terminal() {
    return log.terminal;
  }

  void base(int runs) {
    base = runs;
  }

  void listen(String event, Listener listener, @Nullable Following client) {
    if (hearings == null) {
      hearings = new Hearings();
    }
    if (log.terminal != null && Hearings.hears(event, Events.STARTED)) {
      keepBeginning(log.terminal, client);
    }
    hearings.add(event, listener, log);
    endHeard = false;
  }

  void unlisten(String event, Listener listener) {
    if (hearings != null) {
      hearings.remove(event, listener);
    }
  }

  /** Whether somebody has listened at some time. */
  boolean isListenedTo() {
    return hearings != null;
  }

  /** Whether anybody listens. */
  boolean isHeard() {
    return hearings != null && !hearings.isEmpty();
  }

  /** Whether it has ended, and every listener has heard so. */
  boolean isHeardOut() {
    return log.terminal != null && (endHeard || !isHeard());
  }

  /** Tells the task something, unless it has ended; at once if it runs. */
  void tell(String event, Body body, Following client) {
    if (log.terminal == null) {
      if (telling == null) {
        telling = new Telling();
      }
      telling.add(event, body);
      telling.flush(task, log, client);
    }
  }

  /** Has whoever runs the task asked to end it, now and later. */
  void cancelRunning(Following client) {
    isCancelled = true;
    askToEnd(client);
  }

  private void askToEnd(Following client) {
    if (isCancelled && log.terminal == null && !log.worker.isEmpty()) {
      client.cancelRunning(task, log.worker);
    }
  }

  /**
   * Takes a message that has arrived.
   *
   * @param place where it came from: null for the client's own inbox, otherwise the messenger
   * @return whether something waits for what should have come before it
   */
  boolean arrive(WireMessage message, @Nullable Object place, Following client) {
    if (message.attempt() > 0 && message.attempt() <= base) {
      return false;
    }
    if (place == null && log.terminal != null) {
      return false;
    }
    Sequencer from = log.from(place);
    if (message.attempt() > 0 && !from.isOld(message.about())) {
      from.take(message, sink(client));
      return from.isWaiting();
    }
    if (message.attempt() == 0 || Events.isTerminal(message.event())) {
      from.takeLast(message, sink(client));
    }
    return false;
  }

  /** Whether somebody listens who would miss something if this were the end now. */
  boolean misses(WireMessage end) {
    return isHeard() && log.from(null).isMissing(end.about());
  }

  /** Takes the end, whatever has not come before it. */
  void takeLast(WireMessage end, Following client) {
    if (log.terminal == null) {
      log.from(null).takeLast(end, sink(client));
    }
  }

  /**
   * Takes what came too early and has waited long enough.
   *
   * @param now in nanoseconds of this JVM
   * @return whether something still waits
   */
  boolean overdue(long now, Following client) {
    return log.overdue(now, sink(client));
  }

  /** A read begins: an end that has come may be heard behind all else. */
  void releaseEnd() {
    endReleased = log.terminal != null;
  }

  /** The next call of a listener; null if all have heard what they may. */
  Hearings.@Nullable Call next() {
    return hearings == null ? null : hearings.next(log, endReleased ? log.terminal : null);
  }

  /**
   * All that may be heard was heard.
   *
   * @return whether that was the end
   */
  boolean read(@Nullable Following client) {
    endHeard = endReleased;
    if (client != null) {
      client.waiting(-waiting);
      waiting = 0;
      log.trim(hearings == null ? log.end() : hearings.heard(log), client.history());
    }
    return endHeard;
  }

  private Sequencer.Sink sink(Following client) {
    return (message, missing) -> {
      if (missing > 0) {
        keep(client.gap(task, missing, "lost on the way"), client);
      }
      if (Events.isTerminal(message.event())) {
        if (hearings != null && hearings.hear(Events.STARTED)) {
          keepBeginning(message, client);
        }
        log.terminal = message;
        telling = null;
        endReleased = false;
        endHeard = false;
      } else {
        task.stirs();
        keep(message, client);
      }
      move(message, client);
    };
  }

  private void keep(WireMessage message, Following client) {
    int grown = log.add(message, hearings == null ? 0 : hearings.passed());
    if (isHeard()) {
      waiting += grown;
      client.waiting(grown);
    } else {
      log.trim(log.end(), client.history());
    }
  }

  /**
   * A terminal message may say that its run has begun, too: listeners hear the one, then the other.
   */
  private void keepBeginning(WireMessage end, @Nullable Following client) {
    WireMessage beginning = log.hasBeginning ? null : end.beginning();
    if (beginning != null && client != null) {
      log.hasBeginning = true;
      keep(beginning, client);
    }
  }

  private void move(WireMessage message, Following client) {
    switch (message.event()) {
      case Events.STARTED -> {
        task.moved(TaskState.RUNNING);
        log.worker = message.about().from();
        log.run = message.attempt();
        if (telling != null) {
          telling.flush(task, log, client);
        }
        askToEnd(client);
      }
      case Events.RETRYING -> {
        task.moved(TaskState.RETRYING);
        log.worker = "";
      }
      case Events.COMPLETED -> task.moved(TaskState.COMPLETED);
      case Events.FAILED -> task.moved(TaskState.FAILED);
      case Events.CANCELLED -> task.moved(TaskState.CANCELLED);
      default -> {}
    }
  }
}
