package io.revolve.provider.local;

import io.revolve.api.QueueStatus;
import io.revolve.spi.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What can be seen of a space's jobs, for people and for reconciling; changes nothing in them. */
final class JobViews {
  private final LocalJobs jobs;

  JobViews(LocalJobs jobs) {
    this.jobs = jobs;
  }

  List<Optional<Job>> find(Collection<String> ids) {
    jobs.due(System.nanoTime());
    List<Optional<Job>> found = new ArrayList<>(ids.size());
    for (String id : ids) {
      found.add(Optional.ofNullable(jobs.known.get(id)).map(LocalJob::seen));
    }
    return found;
  }

  /** Searches all jobs: a list in order would burden every job for what is seldom asked. */
  List<Job> newest(int limit) {
    long now = System.nanoTime();
    jobs.due(now);
    jobs.known.dropExpired(now);
    Comparator<LocalJob> byAge = Comparator.comparingLong(job -> job.queuedAt);
    PriorityQueue<LocalJob> newest = new PriorityQueue<>(byAge);
    jobs.known.index.forEach(
        job -> {
          newest.add(job);
          if (newest.size() > limit) {
            newest.remove();
          }
        });
    return newest.stream().sorted(byAge).map(LocalJob::seen).toList();
  }

  List<Job> dead(int limit) {
    List<Job> dead = new ArrayList<>();
    for (LocalJob job = jobs.known.dead.first; job != null && dead.size() < limit; job = job.next) {
      dead.add(job.seen());
    }
    return dead;
  }

  List<QueueStatus> queues() {
    jobs.due(System.nanoTime());
    return jobs.lanes.queues().stream().filter(queue -> queue.used).map(LocalQueue::seen).toList();
  }

  List<String> waiting(String name, int limit) {
    jobs.due(System.nanoTime());
    LocalQueue queue = jobs.lanes.queue(name);
    List<String> ids = new ArrayList<>();
    for (NamedLanes named : queue.lanes.values()) {
      for (Lane lane : named.all()) {
        add(ids, lane.jobs.first, limit);
      }
    }
    jobs.timed.forEach(
        job -> {
          if (job.isDelayed() && job.lane.queue == queue && ids.size() < limit) {
            ids.add(job.id);
          }
        });
    return ids;
  }

  private static void add(List<String> ids, @Nullable LocalJob first, int limit) {
    for (LocalJob job = first; job != null && ids.size() < limit; job = job.next) {
      ids.add(job.id);
    }
  }
}
