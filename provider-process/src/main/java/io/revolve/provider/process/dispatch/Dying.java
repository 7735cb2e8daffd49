package io.revolve.provider.process.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Processes that were told to end. Thread safe. */
final class Dying {
  private final Set<ProcessHandle> all = new HashSet<>();

  synchronized void add(Collection<ProcessHandle> more) {
    all.removeIf(each -> !each.isAlive());
    all.addAll(more);
  }

  /**
   * Waits until they have gone. Who was killed may take a moment, and is the system's to collect if
   * its parent has ended.
   */
  synchronized void await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    all.removeIf(each -> !each.isAlive());
    while (!all.isEmpty() && System.nanoTime() < end) {
      try {
        wait(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      all.removeIf(each -> !each.isAlive());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
