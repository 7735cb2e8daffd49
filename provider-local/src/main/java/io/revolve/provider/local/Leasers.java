package io.revolve.provider.local;

import io.revolve.spi.Lease;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leasing of a space, and who waits for it; guarded by the lock of its {@link LocalJobs}.
 *
 * <p>Each waits on a condition of its own and is called only for work that it can take, so that no
 * call is swallowed by one who has no use for it; and no more are called than there are jobs. The
 * latest to come is called first, as its thread is the warmest. One of them is the timekeeper, who
 * wakes when the next delay or lease is over; the others sleep through that.
 */
final class Leasers {
  private final LocalJobs jobs;
  private final List<Leaser> waiting = new ArrayList<>();
  private int called;
  private @Nullable Leaser timekeeper;

  Leasers(LocalJobs jobs) {
    this.jobs = jobs;
  }

  /** What there is now. */
  List<Lease> take(Selection selection, int max, long now) {
    jobs.due(now);
    LocalJob job = jobs.waiting() == 0 ? null : selection.next();
    if (job == null) {
      return List.of();
    }
    long due = now + selection.lease;
    String worker = selection.request.worker();
    Lease first = jobs.lease(job, worker, due);
    if (max == 1) {
      return List.of(first);
    }
    List<Lease> leases = new ArrayList<>(Math.min(max, jobs.waiting() + 1));
    leases.add(first);
    while (leases.size() < max && (job = selection.next()) != null) {
      leases.add(jobs.lease(job, worker, due));
    }
    return leases;
  }

  /** What there is as soon as there is something; nothing when the time is over, or dismissed. */
  List<Lease> await(Object link, Selection selection, int max, long wait)
      throws InterruptedException {
    Leaser self = new Leaser(link, selection, jobs.newCondition());
    long now = System.nanoTime();
    long deadline = now + wait;
    waiting.add(self);
    try {
      while (true) {
        List<Lease> leases = take(selection, max, now);
        if (!leases.isEmpty() || self.dismissed || deadline - now <= 0) {
          return leases;
        }
        self.until = deadline;
        callAsNeeded();
        self.condition.awaitNanos(self.until - now);
        hear(self);
        now = System.nanoTime();
      }
    } finally {
      // After an interrupt the call may still be unheard; whoever exits next passes it on.
      hear(self);
      waiting.remove(self);
      if (timekeeper == self) {
        timekeeper = null;
      }
    }
  }

  void dismiss(Object link) {
    for (Leaser leaser : waiting) {
      if (leaser.link == link) {
        leaser.dismissed = true;
        leaser.condition.signal();
      }
    }
  }

  /** Calls as many as there are jobs for, and sees that somebody keeps the time. */
  void callAsNeeded() {
    if (waiting.isEmpty()) {
      return;
    }
    for (int i = waiting.size() - 1; i >= 0 && jobs.waiting() > called; i--) {
      Leaser leaser = waiting.get(i);
      if (!leaser.called && leaser.selection.hasWork()) {
        leaser.called = true;
        called++;
        leaser.condition.signal();
        if (timekeeper == leaser) {
          timekeeper = null;
        }
      }
    }
    LocalJob next = jobs.timed.first();
    if (next != null) {
      keepTime(next.due);
    }
  }

  private void keepTime(long due) {
    for (int i = 0; i < waiting.size() && timekeeper == null; i++) {
      if (!waiting.get(i).called) {
        timekeeper = waiting.get(i);
      }
    }
    // Signalled only if it would sleep too long: with equal leases this is once in a lease's time.
    if (timekeeper != null && timekeeper.until - due > 0) {
      timekeeper.until = due;
      timekeeper.condition.signal();
    }
  }

  private void hear(Leaser leaser) {
    if (leaser.called) {
      leaser.called = false;
      called--;
    }
  }
}
