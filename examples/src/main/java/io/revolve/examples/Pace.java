package io.revolve.examples;

import java.time.Duration;

/** How fast a task goes, and whether at all. Thread safe: one thread steers, another one steps. */
final class Pace {
  private final long stepNanos;
  private int speed = 1;
  private boolean paused;

  Pace(Duration step) {
    stepNanos = step.toNanos();
  }

  synchronized void setSpeed(int times) {
    speed = times;
    notifyAll();
  }

  synchronized int speed() {
    return speed;
  }

  synchronized void pause(boolean pause) {
    paused = pause;
    notifyAll();
  }

  synchronized boolean isPaused() {
    return paused;
  }

  synchronized void awaitResume() throws InterruptedException {
    while (paused) {
      wait();
    }
  }

  /** Waits as long as one step takes at the present speed, or until it is paused. */
  synchronized void step() throws InterruptedException {
    long start = System.nanoTime();
    long left = stepNanos / speed;
    while (left > 0 && !paused) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = start + stepNanos / speed - System.nanoTime();
    }
  }
}
