package io.revolve.provider.redis;

import io.revolve.api.EngineException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those of one user of a limit who wait for a slot. The first stands in the server's queue, blocked
 * there until it is called; the others wait here, so that any number of them needs one connection.
 * Thread safe.
 */
final class LimitQueue {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Engine engine;
  private final LimitCalls calls;
  private final int size;

  /** A place in the queue lapses if it is not heard of for a lease. */
  private final long longestMillis;

  private final ReentrantLock turn = new ReentrantLock(true);

  /** A thread that is blocked at a socket cannot be interrupted; the caller's must be. */
  private final ExecutorService waiting;

  LimitQueue(Engine engine, LimitCalls calls, int size) {
    this.engine = engine;
    this.calls = calls;
    this.size = size;
    long third = engine.settings().limitLease().toMillis() / 3;
    longestMillis = Math.min(LONGEST_WAIT.toMillis(), third);
    waiting =
        new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "revolve-redis-limit-waiting");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** When a slot that was taken was asked for, by {@link System#nanoTime}. */
  record Taken(String id, long atNanos) {}

  /**
   * Waits for a slot.
   *
   * @param giving what gives back a slot or place whose taking went wrong
   * @param isClosed whether to stop waiting
   * @return null if it was closed
   */
  @Nullable Taken take(Giving giving, Closed isClosed) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      String id = LimitCalls.newId();
      Taken taken = null;
      try {
        taken = take(id, isClosed);
      } finally {
        if (taken == null) {
          giving.give(id);
        }
      }
      return taken;
    } finally {
      turn.unlock();
    }
  }

  private @Nullable Taken take(String id, Closed isClosed) throws InterruptedException {
    int round = engine.wakes();
    LimitCalls.Look look = null;
    boolean failed = false;
    while (!isClosed.get()) {
      long begin = System.nanoTime();
      if (look == null || !look.hasPlace()) {
        look = calls.takeOrWait(id, size);
      } else {
        long millis = Math.max(1, Math.min(look.dueMillis() + 1, longestMillis));
        try {
          look = await(id, Duration.ofMillis(millis), round);
          failed = false;
        } catch (EngineException e) {
          // The server may have been started anew: a call of its own, which connects again, tells.
          if (failed) {
            throw e;
          }
          failed = true;
          look = null;
        }
      }
      if (look != null && look.isTaken()) {
        return new Taken(id, begin);
      }
    }
    return null;
  }

  private LimitCalls.@Nullable Look await(String id, Duration pause, int round)
      throws InterruptedException {
    Future<LimitCalls.@Nullable Look> reply =
        waiting.submit(() -> calls.await(id, size, pause, round));
    try {
      return reply.get();
    } catch (InterruptedException e) {
      engine.wake();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException failure) {
        throw failure;
      }
      throw new EngineException("cannot wait for a slot", e);
    }
  }

  void close() {
    waiting.shutdown();
  }

  /** Gives something back, and never fails. */
  interface Giving {
    void give(String id);
  }

  /** Whether it was closed. */
  interface Closed {
    boolean get();
  }
}
