package io.revolve.provider.process.pool;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for less time than it takes to put a thread to sleep: who finds it taken
 * looks again a few times, and lets others run if whoever has it does not, before it sleeps.
 */
final class ShortLock extends ReentrantLock {
  private static final long serialVersionUID = 1;
  private static final int LOOKS = 40;
  private static final int YIELDS = 4;

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it spares some from sleeping.
  public void lock() {
    for (int i = 0; i < LOOKS + YIELDS; i++) {
      if (tryLock()) {
        return;
      }
      if (i < LOOKS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    super.lock();
  }
}
