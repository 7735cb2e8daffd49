package io.revolve.core.worker;

import io.revolve.api.EngineException;
import io.revolve.api.WorkerInfo;
import io.revolve.api.WorkerProcess;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.JobLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine again and again that the worker lives, and what it runs, until the worker stops.
 * So an engine that has forgotten it hears of it again, and one that hears nothing more forgets it.
 */
final class Announcer {

  private static final System.Logger LOGGER = System.getLogger(Announcer.class.getName());

  /** In periods: two announcements in a row may be lost. */
  private static final int LIFETIME = 3;

  /** How many tasks and processes are named, so that a note stays small. */
  private static final int NAMED = 100;

  /** Longer than a good engine takes. The note of a worker that did not wait vanishes by itself. */
  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  private final JobLink jobs;
  private final Workshop workshop;
  private final Handlers handlers;
  private final Supplier<List<WorkerProcess>> processes;
  private volatile boolean stopped;

  /** Which worker this is; guarded by this. */
  private @Nullable Identity identity;

  Announcer(
      JobLink jobs, Workshop workshop, Handlers handlers, Supplier<List<WorkerProcess>> processes) {
    this.jobs = jobs;
    this.workshop = workshop;
    this.handlers = handlers;
    this.processes = processes;
  }

  /** Announces from now on, on a thread of the ticker. */
  void start() {
    Instant since = Instant.now();
    Duration period = workshop.settings().announce();
    workshop.ticker().every(Duration.ZERO, period, () -> announce(since));
  }

  /** Removes the worker's note; returns soon, whatever the engine does. */
  void stop() {
    stopped = true;
    CountDownLatch removed = new CountDownLatch(1);
    workshop
        .ticker()
        .after(
            Duration.ZERO,
            () -> {
              remove();
              removed.countDown();
            });
    await(removed);
  }

  private synchronized void announce(Instant since) {
    if (stopped) {
      return;
    }
    if (identity == null) {
      identity = Identity.of(since);
    }
    send(identity, workshop.settings().announce().multipliedBy(LIFETIME));
  }

  /** Behind an announcement that is on its way, so that it is not overtaken by it. */
  private synchronized void remove() {
    if (identity != null) {
      send(identity, Duration.ZERO);
    }
  }

  private void send(Identity who, Duration lifetime) {
    try {
      WorkerNote note = new WorkerNote(info(who), workshop.format());
      jobs.announce(workshop.settings().id(), note, lifetime);
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot announce the worker", e);
    }
  }

  private WorkerInfo info(Identity who) {
    int running = 0;
    List<String> tasks = new ArrayList<>();
    for (Attempt attempt : workshop.keeper().all()) {
      if (attempt.isRunning()) {
        running++;
        if (tasks.size() < NAMED) {
          tasks.add(attempt.id());
        }
      }
    }
    WorkerSettings settings = workshop.settings();
    return new WorkerInfo(
        settings.id(),
        who.host(),
        who.pid(),
        settings.queues(),
        handlers.given(),
        settings.concurrency(),
        running,
        tasks,
        who.since(),
        processes.get().stream().limit(NAMED).toList(),
        who.version());
  }

  private static void await(CountDownLatch removed) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!removed.await(LAST_WORD.toNanos(), TimeUnit.NANOSECONDS)) {
        LOGGER.log(System.Logger.Level.DEBUG, "the worker's note is left to vanish by itself");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
