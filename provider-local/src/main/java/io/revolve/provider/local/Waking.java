package io.revolve.provider.local;

/** Who waits on a message link is told through this to return. Thread safe. */
final class Waking {
  private volatile int round;
  private volatile boolean closed;

  int round() {
    return round;
  }

  /** Whether who began to wait in a round should return. */
  boolean hasCome(int round) {
    return closed || this.round != round;
  }

  boolean isClosed() {
    return closed;
  }

  synchronized void wake() {
    round = round + 1;
  }

  /** False if it was closed before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}
