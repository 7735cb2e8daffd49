package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Loop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads what comes on a loop's connections where nobody else waits there. Thread safe. */
final class Pump {
  private static final long LONG = Duration.ofSeconds(10).toNanos();

  private final Loop loop;
  private final String name;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean stopped;

  /** A pump that does not run yet; the name is that of its thread. */
  Pump(Loop loop, String name) {
    this.loop = loop;
    this.name = name;
  }

  /** Runs from now on; without effect if it does. */
  void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::run, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        boolean unused = loop.await(() -> stopped, System.nanoTime() + LONG);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs no longer than until the loop is closed. */
  void stop() {
    stopped = true;
  }
}
