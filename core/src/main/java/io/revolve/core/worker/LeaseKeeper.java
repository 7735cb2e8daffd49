package io.revolve.core.worker;

import io.revolve.api.EngineException;
import io.revolve.spi.Held;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Extends the leases of a worker's attempts, off their threads, three times in a lease; and tells
 * those whose lease is gone. Thread safe.
 */
final class LeaseKeeper {

  private static final System.Logger LOGGER = System.getLogger(LeaseKeeper.class.getName());

  private static final int REMEMBERED = 1000;

  /** No worker lives so long. */
  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final JobLink jobs;
  private final Duration lease;
  private final boolean expire;
  private final ConcurrentMap<String, Attempt> attempts = new ConcurrentHashMap<>();

  /** Tasks that were cancelled before they were heard of here: their leases are on their way. */
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  /**
   * A keeper of no leases yet.
   *
   * @param expire whether leases end by themselves; otherwise the link alone knows when one is lost
   */
  LeaseKeeper(JobLink jobs, Duration lease, boolean expire) {
    this.jobs = jobs;
    this.lease = lease;
    this.expire = expire;
  }

  /**
   * Until when a lease holds that was given or extended at a time of this JVM: a little shorter
   * than the engine counts, which may have given it some moments before we heard of it.
   */
  long until(long now) {
    long nanos = lease.toNanos();
    return now + (expire ? nanos - nanos / 16 : FOR_EVER);
  }

  void add(Attempt attempt) {
    attempts.put(attempt.id(), attempt);
    if (!cancelled.isEmpty() && cancelled.remove(attempt.id())) {
      attempt.requestCancel();
    }
  }

  /** A client has cancelled a task that is leased to this worker. */
  void cancel(String id) {
    if (cancelled.size() >= REMEMBERED) {
      cancelled.clear(); // Without harm: the engine says so when the lease is extended.
    }
    cancelled.add(id);
    Attempt attempt = attempts.get(id);
    if (attempt != null) {
      cancelled.remove(id);
      attempt.requestCancel();
    }
  }

  void remove(Attempt attempt) {
    attempts.remove(attempt.id(), attempt);
  }

  @Nullable Attempt find(String id) {
    return attempts.get(id);
  }

  Collection<Attempt> all() {
    return attempts.values();
  }

  /** Says which runs have begun, as far as it is due; true if some are not due yet. */
  boolean sayBeginnings() {
    long now = System.currentTimeMillis();
    boolean more = false;
    for (Attempt attempt : attempts.values()) {
      more |= attempt.sayBeginningIfDue(now);
    }
    return more;
  }

  /** Extends all leases in one go. */
  void extend() {
    List<Attempt> held = new ArrayList<>(attempts.values());
    if (held.isEmpty()) {
      return;
    }
    List<Lease> leases = new ArrayList<>(held.size());
    for (Attempt attempt : held) {
      leases.add(attempt.lease());
    }
    long until = until(System.nanoTime()); // Taken before: the engine counts from later on.
    try {
      List<Held> answers = jobs.extend(leases, lease);
      for (int i = 0; i < held.size(); i++) {
        switch (answers.get(i)) {
          case HELD -> held.get(i).extended(until);
          case CANCELLED -> {
            held.get(i).extended(until);
            held.get(i).requestCancel();
          }
          case LOST -> held.get(i).lost();
        }
      }
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot extend leases", e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot extend leases", e);
    }
    for (Attempt attempt : held) {
      attempt.checkLease();
    }
  }
}
