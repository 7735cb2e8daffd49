package io.revolve.provider.local;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by the time at which something is due: delayed ones and leased ones. A binary heap in which
 * each job knows its place, so that it can leave at any time.
 */
final class JobHeap {
  private static final int SMALLEST = 16;

  private @Nullable LocalJob[] jobs = new LocalJob[SMALLEST];
  private int size;

  /** The job that is due next. */
  @Nullable LocalJob first() {
    return jobs[0];
  }

  void add(LocalJob job) {
    if (size == jobs.length) {
      jobs = Arrays.copyOf(jobs, size * 2);
    }
    up(size++, job);
  }

  void remove(LocalJob job) {
    int at = job.heapAt;
    LocalJob last = jobs[--size];
    jobs[size] = null;
    job.heapAt = -1;
    if (last != null && last != job) {
      last.heapAt = at;
      moved(last);
    }
    if (size < jobs.length / 8 && jobs.length > SMALLEST) {
      jobs = Arrays.copyOf(jobs, jobs.length / 2);
    }
  }

  /** Puts a job of the heap in its place again, after its time was changed. */
  void moved(LocalJob job) {
    up(job.heapAt, job);
    down(job.heapAt, job);
  }

  void forEach(Consumer<LocalJob> action) {
    for (int i = 0; i < size; i++) {
      LocalJob job = jobs[i];
      if (job != null) {
        action.accept(job);
      }
    }
  }

  private void up(int at, LocalJob job) {
    while (at > 0) {
      int above = (at - 1) >>> 1;
      LocalJob parent = jobs[above];
      if (parent == null || parent.due - job.due <= 0) {
        break;
      }
      put(at, parent);
      at = above;
    }
    put(at, job);
  }

  private void down(int at, LocalJob job) {
    while (true) {
      int below = 2 * at + 1;
      LocalJob child = below < size ? jobs[below] : null;
      LocalJob right = below + 1 < size ? jobs[below + 1] : null;
      if (child != null && right != null && right.due - child.due < 0) {
        child = right;
        below++;
      }
      if (child == null || child.due - job.due >= 0) {
        break;
      }
      put(at, child);
      at = below;
    }
    put(at, job);
  }

  private void put(int at, LocalJob job) {
    jobs[at] = job;
    job.heapAt = at;
  }
}
