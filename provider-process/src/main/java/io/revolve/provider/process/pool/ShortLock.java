package io.revolve.provider.process.pool;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for less time than it takes to put a thread to sleep: who finds it taken
 * looks again a few times before it sleeps.
 */
final class ShortLock extends ReentrantLock {
  private static final long serialVersionUID = 1;
  private static final int LOOKS = 100;

  @Override
  public void lock() {
    for (int i = 0; i < LOOKS; i++) {
      if (tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    super.lock();
  }
}
