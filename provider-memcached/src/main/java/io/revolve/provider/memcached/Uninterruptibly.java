package io.revolve.provider.memcached;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * Does what an interrupt would break off. A cancelled task may say a last word, and a call that was
 * broken off may have been done; the interrupt is there again afterwards.
 */
final class Uninterruptibly {

  private Uninterruptibly() {}

  static <T> T get(Future<T> answer, long nanos) throws ExecutionException, TimeoutException {
    long end = System.nanoTime() + nanos;
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  /** Whether the lock was had in time. */
  static boolean lock(Lock lock, long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  /** Runs something that is quick, and has done nothing if it throws because of an interrupt. */
  static <T> T run(Supplier<T> quick) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return quick.get();
        } catch (RuntimeException e) {
          if (!Thread.interrupted() && !(e.getCause() instanceof InterruptedException)) {
            throw e;
          }
          interrupted = true;
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  static void sleep(long millis) {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
