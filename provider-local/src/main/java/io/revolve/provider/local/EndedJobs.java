package io.revolve.provider.local;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ended jobs in the order of their ends, in a ring. What is asked of the oldest stands beside the
 * jobs: they are far from the processor by then, and each look at one would cost more than the
 * whole end of another.
 */
final class EndedJobs {
  private static final int SMALLEST = 16;

  private @Nullable LocalJob[] jobs = new LocalJob[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private long[] dues = new long[SMALLEST];
  private int first;
  private int size;

  int size() {
    return size;
  }

  void add(LocalJob job) {
    if (size == jobs.length) {
      resize(2 * size);
    }
    int at = at(size++);
    jobs[at] = job;
    hashes[at] = job.hash;
    dues[at] = job.due;
  }

  /** Whether the time of the oldest is over. */
  boolean isFirstDue(long now) {
    return size > 0 && dues[first] - now <= 0;
  }

  /** Takes the oldest out of here and of an index. */
  void dropFirst(JobIndex index) {
    LocalJob job = jobs[first];
    if (job != null) {
      index.remove(job, hashes[first]);
    }
    jobs[first] = null;
    first = at(1);
    size--;
    if (size < jobs.length / 8 && jobs.length > SMALLEST) {
      resize(jobs.length / 2);
    }
  }

  /** Takes all whose time is over out of here and of an index. */
  void dropDue(JobIndex index, long now) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int from = at(i);
      LocalJob job = jobs[from];
      if (job != null && dues[from] - now <= 0) {
        index.remove(job, hashes[from]);
        continue;
      }
      int to = at(kept++);
      jobs[to] = job;
      hashes[to] = hashes[from];
      dues[to] = dues[from];
    }
    for (int i = kept; i < size; i++) {
      jobs[at(i)] = null;
    }
    size = kept;
  }

  private int at(int number) {
    return (first + number) & (jobs.length - 1);
  }

  private void resize(int length) {
    @Nullable LocalJob[] oldJobs = jobs;
    int[] oldHashes = hashes;
    long[] oldDues = dues;
    int mask = oldJobs.length - 1;
    jobs = new LocalJob[length];
    hashes = new int[length];
    dues = new long[length];
    for (int i = 0; i < size; i++) {
      int from = (first + i) & mask;
      jobs[i] = oldJobs[from];
      hashes[i] = oldHashes[from];
      dues[i] = oldDues[from];
    }
    Arrays.fill(oldJobs, null);
    first = 0;
  }
}
