package io.revolve.core.worker;

import io.revolve.api.EngineException;
import io.revolve.api.Health;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's threads get their attempts. One thread leads: it asks the link, for all that are
 * idle, runs the first task itself and leaves the rest to the others; so a task that comes to an
 * idle worker costs one wake-up. Where the engine is this JVM's memory, every thread may lead.
 * Thread safe.
 */
final class Intake {

  private static final System.Logger LOGGER = System.getLogger(Intake.class.getName());
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final long HELD_UP_NANOS = Duration.ofMillis(100).toNanos();
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2000;

  private final JobLink link;
  private final Supplier<LeaseRequest> request;
  private final Beginning begin;
  private final int threads;
  private final int leaders;
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<Attempt> waiting = new ArrayDeque<>();

  /** The size of {@code waiting}, to be read without the lock. */
  private volatile int ahead;

  /** The first of {@code waiting} when it was last looked at. */
  private @Nullable Attempt oldest;

  private long oldestSince;

  private int leading;

  /** How often a thread has begun to lead, and how often it had when it was last looked at. */
  private long leads;

  private long leadsSeen;
  private int idle;
  private int errors;
  private volatile boolean stopped;
  private volatile Health health = Health.GREEN;

  /**
   * An intake.
   *
   * @param request what to ask for
   * @param begin makes an attempt of a lease; null if the lease was dealt with otherwise
   * @param threads how many threads take attempts here
   * @param leaders how many threads may ask the link at once
   * @param pace how many tasks are taken ahead
   */
  Intake(
      JobLink link,
      Supplier<LeaseRequest> request,
      Beginning begin,
      int threads,
      int leaders,
      Pace pace) {
    this.link = link;
    this.request = request;
    this.begin = begin;
    this.threads = threads;
    this.leaders = leaders;
    this.pace = pace;
  }

  /** The next attempt; null when the worker stops. */
  @Nullable Attempt next() {
    while (true) {
      int most;
      lock.lock();
      try {
        while (waiting.isEmpty() && leading >= leaders && !stopped) {
          idle++;
          change.awaitUninterruptibly();
          idle--;
        }
        if (stopped) {
          return null;
        }
        Attempt attempt = waiting.poll();
        if (attempt != null) {
          ahead = waiting.size();
          return attempt;
        }
        leading++;
        leads++;
        most = leaders == 1 ? 1 + idle + threads * pace.ahead() : 1 + pace.ahead();
      } finally {
        lock.unlock();
      }
      Attempt first = lead(most);
      if (first != null) {
        return first;
      }
    }
  }

  /** Whether the next attempt is there already. */
  boolean hasWaiting() {
    return ahead > 0;
  }

  /** What was taken and has not begun for too long, so that others may have it. */
  List<Attempt> unbegun(long now) {
    if (ahead == 0) {
      return List.of();
    }
    lock.lock();
    try {
      if (waiting.peek() != oldest) {
        oldest = waiting.peek();
        oldestSince = now;
      }
      if (oldest == null || now - oldestSince < HELD_UP_NANOS) {
        return List.of();
      }
      List<Attempt> rest = new ArrayList<>(waiting);
      waiting.clear();
      ahead = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; returns what was taken and not begun. */
  List<Attempt> stop() {
    lock.lock();
    try {
      stopped = true;
      change.signalAll();
      List<Attempt> rest = new ArrayList<>(waiting);
      waiting.clear();
      ahead = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a thread is asking the link. */
  boolean isLeading() {
    lock.lock();
    try {
      return leading > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a thread could ask the link, and none does. */
  boolean lacksLeader() {
    lock.lock();
    try {
      return idle > 0 && leading == 0 && !stopped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has an idle thread ask the link, if none has done so since the last call: a task that was to be
   * quick is not.
   */
  void findLeader() {
    lock.lock();
    try {
      if (idle > 0 && leading == 0 && leads == leadsSeen) {
        change.signal();
      }
      leadsSeen = leads;
    } finally {
      lock.unlock();
    }
  }

  Health health() {
    return health;
  }

  private @Nullable Attempt lead(int most) {
    List<Attempt> taken = new ArrayList<>(most);
    try {
      if (!health.green()) {
        link.ping(); // Whether the engine is back, before waiting long for a task to prove it.
        health = Health.GREEN;
      }
      List<Lease> leases = link.lease(request.get(), most, WAIT);
      long now = System.nanoTime();
      for (Lease lease : leases) {
        Attempt attempt = begin.begin(lease, now);
        if (attempt != null) {
          taken.add(attempt);
        }
      }
      errors = 0;
      health = Health.GREEN;
    } catch (EngineException e) {
      health = Health.red(String.valueOf(e.getMessage()));
      LOGGER.log(System.Logger.Level.DEBUG, "cannot take tasks", e);
      pause();
    } catch (InterruptedException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "interrupted while taking tasks", e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot take tasks", e);
      pause();
    }
    return share(taken);
  }

  private @Nullable Attempt share(List<Attempt> taken) {
    lock.lock();
    try {
      leading--;
      for (int i = 1; i < taken.size(); i++) {
        waiting.add(taken.get(i));
      }
      ahead = waiting.size();
      // One for each task that is left, and one to lead; but who has one quick task is back sooner.
      int wanted = taken.size() == 1 && leaders == 1 && pace.isQuick() ? 0 : taken.size();
      for (int i = 0; i < Math.min(idle, wanted); i++) {
        change.signal();
      }
      if (stopped && !taken.isEmpty()) {
        waiting.add(taken.get(0));
        return null;
      }
      return taken.isEmpty() ? null : taken.get(0);
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    errors = Math.min(errors + 1, 10);
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << errors);
    long millis = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    long left = Duration.ofMillis(millis).toNanos();
    lock.lock();
    try {
      while (!stopped && left > 0) {
        left = change.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "interrupted while pausing", e);
    } finally {
      lock.unlock();
    }
  }

  /** Makes attempts of leases. */
  interface Beginning {

    /**
     * The attempt of a lease; null if the lease was dealt with otherwise.
     *
     * @param now when it came, in nanoseconds of this JVM
     */
    @Nullable Attempt begin(Lease lease, long now);
  }
}
