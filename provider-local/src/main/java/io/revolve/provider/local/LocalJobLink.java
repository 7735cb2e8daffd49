package io.revolve.provider.local;

import io.revolve.api.EngineException;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in this JVM's memory: every method takes the space's lock once, and does its work under it.
 * What workers say of themselves has a lock of its own, so that no job waits for it.
 */
final class LocalJobLink implements JobLink {
  /** More requests than a link's workers have at one time; the oldest is dropped. */
  private static final int SELECTIONS = 16;

  private final LocalSpace space;
  private final LocalJobs jobs;
  private final JobViews views;
  private final Settling settling;
  private final int limit;
  private final List<Selection> selections = new ArrayList<>();
  private boolean closed;

  /** Counted, so that a wake reaches those too who have not begun to wait but soon would. */
  private int wakes;

  LocalJobLink(LocalSpace space, int limit) {
    this.space = space;
    this.jobs = space.jobs;
    this.views = new JobViews(jobs);
    this.settling = new Settling(jobs, limit);
    this.limit = limit;
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    enter();
    try {
      if (orders.size() == 1) {
        return List.of(jobs.submit(orders.get(0)));
      }
      List<Submission> submissions = new ArrayList<>(orders.size());
      for (Order order : orders) {
        submissions.add(jobs.submit(order));
      }
      return submissions;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    long nanos = Nanos.of(wait);
    int round;
    enter();
    try {
      List<Lease> leases = jobs.leasers.take(selection(request), max, System.nanoTime());
      if (!leases.isEmpty() || nanos <= 0) {
        return leases;
      }
      round = wakes;
    } finally {
      jobs.exit();
    }
    jobs.spin();
    jobs.enter();
    try {
      return wakes == round ? jobs.leasers.await(this, selection(request), max, nanos) : List.of();
    } finally {
      jobs.exit();
    }
  }

  @Override
  public void wake() {
    jobs.enter();
    try {
      wakes++;
      jobs.leasers.dismiss(this);
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    enter();
    try {
      long now = System.nanoTime();
      jobs.known.dropExpiredFirst(now);
      if (settlements.size() == 1) {
        return List.of(settling.settle(settlements.get(0), now));
      }
      List<Settled> settled = new ArrayList<>(settlements.size());
      for (Settlement settlement : settlements) {
        settled.add(settling.settle(settlement, now));
      }
      return settled;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    enter();
    try {
      long now = System.nanoTime();
      long due = now + Nanos.of(lease);
      List<Held> held = new ArrayList<>(leases.size());
      for (Lease each : leases) {
        held.add(settling.extend(each, now, due));
      }
      return held;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    enter();
    try {
      long now = System.nanoTime();
      jobs.due(now);
      LocalJob job = jobs.known.get(id);
      if (job == null || job.state.isTerminal()) {
        return Cancelling.TOO_LATE;
      }
      if (job.state == TaskState.RUNNING) {
        job.cancelled = true;
        return Cancelling.MARKED;
      }
      jobs.end(job, TaskState.CANCELLED, outcome, now, now + job.retention, limit);
      return Cancelling.ENDED;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Optional<Job>> find(Collection<String> ids) {
    enter();
    try {
      return views.find(ids);
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Job> list(int limit) {
    enter();
    try {
      return views.newest(limit);
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<Job> dead(int limit) {
    enter();
    try {
      return views.dead(limit);
    } finally {
      jobs.exit();
    }
  }

  /** Also false while another job has the buried one's unique key. */
  @Override
  public boolean replay(String id, Parcel parcel) {
    enter();
    try {
      LocalJob job = buried(id);
      return job != null && jobs.replay(job, parcel);
    } finally {
      jobs.exit();
    }
  }

  @Override
  public boolean delete(String id) {
    enter();
    try {
      LocalJob job = buried(id);
      if (job != null) {
        jobs.known.forgetDead(job);
      }
      return job != null;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<QueueStatus> queues() {
    enter();
    try {
      return views.queues();
    } finally {
      jobs.exit();
    }
  }

  @Override
  public void pause(String queue, boolean paused) {
    enter();
    try {
      LocalQueue found = jobs.lanes.queue(queue);
      found.paused = paused;
      found.used = true;
    } finally {
      jobs.exit();
    }
  }

  @Override
  public List<String> waiting(String queue, int limit) {
    enter();
    try {
      return views.waiting(queue, limit);
    } finally {
      jobs.exit();
    }
  }

  @Override
  public void announce(String worker, Parcel note, Duration lifetime) {
    ping();
    space.notes.put(worker, note, Nanos.of(lifetime), System.nanoTime());
  }

  @Override
  public List<Parcel> workers(int limit) {
    ping();
    return space.notes.list(limit, System.nanoTime());
  }

  @Override
  public void ping() {
    enter();
    jobs.exit();
  }

  @Override
  public void close() {
    jobs.enter();
    try {
      if (closed) {
        return;
      }
      closed = true;
      wakes++;
      jobs.leasers.dismiss(this);
    } finally {
      jobs.exit();
    }
    space.leave();
  }

  private void enter() {
    jobs.enter();
    if (closed) {
      jobs.exit();
      throw new EngineException("this link is closed; open another");
    }
  }

  private @Nullable LocalJob buried(String id) {
    LocalJob job = jobs.known.get(id);
    return job != null && job.state == TaskState.FAILED ? job : null;
  }

  // The same request, not an equal one: comparing their maps would cost more than leasing does.
  @SuppressWarnings("ReferenceEquality")
  private Selection selection(LeaseRequest request) {
    for (Selection selection : selections) {
      if (selection.request == request) {
        return selection;
      }
    }
    if (selections.size() == SELECTIONS) {
      selections.remove(0);
    }
    Selection selection = new Selection(request, jobs.lanes);
    selections.add(selection);
    return selection;
  }
}
