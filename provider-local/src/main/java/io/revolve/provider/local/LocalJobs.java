package io.revolve.provider.local;

import io.revolve.api.TaskState;
import io.revolve.spi.Lease;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Submission;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The jobs of a space, and how they go from one state to another. One lock guards all of it, its
 * lists and its jobs: callers {@link #enter} before they call anything else, and {@link #exit}.
 *
 * <p>A waiting job is in its lane; a delayed or leased one is in the heap of what is due; an ended
 * or dead one is in the list of these. Nothing here runs by itself: whoever enters first moves on
 * what is {@link #due}.
 */
final class LocalJobs {
  /** Each hold of the lock is far shorter than a thread's parking and waking would be. */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

  /** A dozen microseconds: what waking a parked thread costs. */
  private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 2 ? 500 : 0;

  final Lanes lanes = new Lanes();
  final KnownJobs known = new KnownJobs();
  final JobHeap timed = new JobHeap();
  final Leasers leasers = new Leasers(this);

  /** How many jobs are in lanes; written under the lock, and read without it by who spins. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final LocalClock clock = new LocalClock();
  private long numbers;
  private long latest;

  void enter() {
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  /** Calls those who wait for what has changed, and unlocks. */
  void exit() {
    try {
      leasers.callAsNeeded();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    return waiting.get();
  }

  /** Looks out for jobs for some microseconds, without the lock, before a thread is parked. */
  void spin() {
    for (int i = 0; i < LOOKS && waiting.get() == 0; i++) {
      Thread.onSpinWait();
    }
  }

  Condition newCondition() {
    return lock.newCondition();
  }

  Submission submit(Order order) {
    LocalJob same = known.get(order.id());
    if (same == null) {
      same = known.holder(order.unique());
    }
    if (same != null) {
      return new Submission(false, same.id);
    }
    latest = Math.max(latest + 1, System.currentTimeMillis() * 1_000_000);
    Lane lane = lanes.lane(order.queue(), order.name(), order.priority());
    lane.queue.used = true;
    LocalJob job = new LocalJob(order, lane, latest);
    known.add(job);
    long delay = Nanos.of(order.delay());
    if (delay > 0) {
      delay(job, TaskState.DELAYED, System.nanoTime() + delay);
    } else {
      queueLast(job);
    }
    return new Submission(true, job.id);
  }

  /** Hands out a waiting job. */
  Lease lease(LocalJob job, String worker, long due) {
    leaveLane(job);
    job.state = TaskState.RUNNING;
    job.worker = worker;
    job.deliveries++;
    job.due = due;
    timed.add(job);
    LocalQueue queue = job.lane.queue;
    queue.running++;
    return new Lease(
        job.id, job.lane.name, queue.name, job.deliveries, job.cancelled, job.parcel, job);
  }

  /** Moves on what is due: delays that are over, and leases that were not extended. */
  void due(long now) {
    LocalJob job;
    while ((job = timed.first()) != null && job.due - now <= 0) {
      if (job.state == TaskState.RUNNING) {
        putBack(job);
      } else {
        timed.remove(job);
        job.lane.queue.delayed--;
        if (job.state == TaskState.DELAYED) {
          job.state = TaskState.QUEUED;
        }
        queueLast(job);
      }
    }
  }

  /** A leased job goes on waiting where it was. */
  void putBack(LocalJob job) {
    leaveWorker(job);
    job.state = TaskState.QUEUED;
    job.lane = lanes.current(job.lane);
    job.lane.jobs.addByNumber(job);
    countWaiting(job);
  }

  /** A leased job is tried again, after a while or behind what waits. */
  void retry(LocalJob job, TaskState state, long delay, long now) {
    leaveWorker(job);
    if (delay > 0) {
      delay(job, state, now + delay);
    } else {
      job.state = state;
      queueLast(job);
    }
  }

  /** A job ends, wherever it was. */
  void end(LocalJob job, TaskState state, Parcel outcome, long now, long due, int limit) {
    leave(job, state, outcome, now);
    job.due = due;
    known.keepEnded(job, limit);
  }

  void bury(LocalJob job, Parcel outcome, long now) {
    leave(job, TaskState.FAILED, outcome, now);
    known.keepDead(job);
  }

  /** Replay needs the key again; false if another job has it. */
  boolean replay(LocalJob buried, Parcel parcel) {
    if (known.holder(buried.unique) != null) {
      return false;
    }
    known.forgetDead(buried);
    LocalJob job = new LocalJob(buried, parcel);
    known.add(job);
    queueLast(job);
    return true;
  }

  boolean isEmpty() {
    enter();
    try {
      known.dropExpired(System.nanoTime());
      return known.index.size() == 0;
    } finally {
      exit();
    }
  }

  private void leave(LocalJob job, TaskState state, Parcel outcome, long now) {
    if (job.state == TaskState.RUNNING) {
      leaveWorker(job);
    } else if (job.isDelayed()) {
      timed.remove(job);
      job.lane.queue.delayed--;
    } else {
      leaveLane(job);
    }
    known.releaseKey(job);
    job.state = state;
    job.outcome = outcome;
    job.endedAt = clock.millis(now);
  }

  private void delay(LocalJob job, TaskState state, long due) {
    job.state = state;
    job.due = due;
    timed.add(job);
    job.lane.queue.delayed++;
  }

  private void queueLast(LocalJob job) {
    job.number = ++numbers;
    job.lane = lanes.current(job.lane);
    job.lane.jobs.addLast(job);
    countWaiting(job);
  }

  private void countWaiting(LocalJob job) {
    job.lane.queue.waiting++;
    waiting.lazySet(waiting.getPlain() + 1);
  }

  private void leaveLane(LocalJob job) {
    job.lane.jobs.remove(job);
    job.lane.queue.waiting--;
    waiting.lazySet(waiting.getPlain() - 1);
  }

  private void leaveWorker(LocalJob job) {
    timed.remove(job);
    job.worker = null;
    job.lane.queue.running--;
  }
}
