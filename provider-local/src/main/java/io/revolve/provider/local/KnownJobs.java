package io.revolve.provider.local;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All jobs of a space that are not forgotten: by id, by unique key while they have not ended, and
 * the ended and the dead in the order in which they came. Guarded by the lock of its {@link
 * LocalJobs}.
 */
final class KnownJobs {
  final JobIndex index = new JobIndex();
  private final EndedJobs ended = new EndedJobs();
  final JobList dead = new JobList();
  private final Map<String, LocalJob> keys = new HashMap<>();

  /** The job of that id, unless it has ended and its time is over. */
  @Nullable LocalJob get(String id) {
    LocalJob job = index.get(id);
    if (job != null && isExpired(job, System.nanoTime())) {
      index.remove(job); // Its place among the ended is dropped in its turn.
      return null;
    }
    return job;
  }

  @Nullable LocalJob holder(@Nullable String key) {
    return key == null ? null : keys.get(key);
  }

  /** Adds a job whose id and whose key are free. */
  void add(LocalJob job) {
    index.add(job);
    if (job.unique != null) {
      keys.put(job.unique, job);
    }
  }

  void releaseKey(LocalJob job) {
    if (job.unique != null) {
      keys.remove(job.unique, job);
    }
  }

  /** Keeps an ended job until its time is over, or until so many have ended after it. */
  void keepEnded(LocalJob job, int limit) {
    ended.add(job);
    while (ended.size() > limit) {
      ended.dropFirst(index);
    }
  }

  void keepDead(LocalJob job) {
    dead.addLast(job);
    job.lane.queue.dead++;
  }

  void forgetDead(LocalJob job) {
    dead.remove(job);
    index.remove(job);
    job.lane.queue.dead--;
  }

  /** Drops ended jobs from the oldest on, as far as their time is over. */
  void dropExpiredFirst(long now) {
    while (ended.isFirstDue(now)) {
      ended.dropFirst(index);
    }
  }

  void dropExpired(long now) {
    ended.dropDue(index, now);
  }

  private static boolean isExpired(LocalJob job, long now) {
    return job.hasEnded() && job.due - now <= 0;
  }
}
