package io.revolve.provider.local;

import org.jspecify.annotations.Nullable;

/** Jobs in a row, linked through themselves; a job is in one list at most. */
final class JobList {
  @Nullable LocalJob first;
  @Nullable LocalJob last;
  int size;

  void addLast(LocalJob job) {
    insert(last, job);
  }

  /** Puts a job before those with a higher number: a returned job gets its old place. */
  void addByNumber(LocalJob job) {
    LocalJob before = null;
    if (last != null && last.number < job.number) {
      before = last;
    } else {
      for (LocalJob j = first; j != null && j.number < job.number; j = j.next) {
        before = j;
      }
    }
    insert(before, job);
  }

  void remove(LocalJob job) {
    LocalJob next = job.next;
    LocalJob previous = job.previous;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    // Links left behind would tie young jobs to dead old ones in the garbage collector's eyes.
    job.next = null;
    job.previous = null;
    size--;
  }

  private void insert(@Nullable LocalJob before, LocalJob job) {
    LocalJob after = before == null ? first : before.next;
    job.previous = before;
    job.next = after;
    if (before == null) {
      first = job;
    } else {
      before.next = job;
    }
    if (after == null) {
      last = job;
    } else {
      after.previous = job;
    }
    size++;
  }
}
