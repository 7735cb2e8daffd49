package io.revolve.provider.gearman;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Jobs that are to be run again soon, and stay here until then: the server knows whole seconds
 * only. It still counts them as running here, so if this process dies they go to others. Thread
 * safe.
 */
final class Waiting {

  /** A job to be handed out again, with what the next attempt gets. */
  record Again(Taken job, long due) {}

  private final PriorityQueue<Again> jobs =
      new PriorityQueue<>((a, b) -> Long.compare(a.due() - b.due(), 0));

  synchronized void add(Taken job, long due) {
    jobs.add(new Again(job, due));
  }

  /** Those whose time has come, as far as they still are held here. */
  synchronized List<Taken> due(long now, int max) {
    List<Taken> due = new ArrayList<>();
    while (!jobs.isEmpty() && due.size() < max && jobs.peek().due() - now <= 0) {
      Taken job = jobs.poll().job();
      if (job.isHeld()) {
        due.add(job);
      }
    }
    return due;
  }

  /** How long until the next is due, in nanoseconds; a long time if there is none. */
  synchronized long next(long now) {
    Again first = jobs.peek();
    return first == null ? Long.MAX_VALUE / 4 : Math.max(0, first.due() - now);
  }

  /** All of them, which are forgotten here. */
  synchronized List<Again> drain() {
    List<Again> all = new ArrayList<>(jobs);
    jobs.clear();
    return all;
  }
}
