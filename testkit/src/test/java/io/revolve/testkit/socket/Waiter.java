package io.revolve.testkit.socket;

/** Whoever waits in the engine for one link; guarded by the lock of the store it waits in. */
final class Waiter {

  private long wakes;
  private boolean closed;

  synchronized void wake() {
    wakes++;
  }

  synchronized void close() {
    closed = true;
    wakes++;
  }

  synchronized long wakes() {
    return wakes;
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
