package io.revolve.core.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of a worker: as many as its concurrency, for its whole life. */
final class Crew {

  private static final int TOGETHER = 128;

  private final WorkerSettings settings;
  private final Intake intake;
  private final Bench bench;
  private final Pace pace;
  private final Outbox outbox;
  private final CountDownLatch working;

  Crew(WorkerSettings settings, Intake intake, Bench bench, Pace pace, Outbox outbox) {
    this.settings = settings;
    this.intake = intake;
    this.bench = bench;
    this.pace = pace;
    this.outbox = outbox;
    working = new CountDownLatch(settings.concurrency());
  }

  void start() {
    ThreadFactory factory = settings.threads().factory("revolve-" + settings.id());
    for (int i = 0; i < settings.concurrency(); i++) {
      factory.newThread(this::work).start();
    }
  }

  /** Waits until every thread has ended. */
  boolean await(Duration wait) throws InterruptedException {
    return working.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void work() {
    try {
      for (Attempt attempt = intake.next(); attempt != null; attempt = intake.next()) {
        long begun = System.nanoTime();
        pace.took(bench.work(attempt, begun) - begun);
        if (intake.hasWaiting() && outbox.size() < TOGETHER) {
          outbox.flushSoon(); // More will come at once, and go along.
        } else {
          outbox.flush();
        }
      }
    } finally {
      working.countDown();
    }
  }
}
