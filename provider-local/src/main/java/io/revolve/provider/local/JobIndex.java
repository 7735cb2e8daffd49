package io.revolve.provider.local;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by id: a hash table whose chains go through the jobs themselves. A {@code HashMap} would
 * cost an object more for each of a million waiting jobs.
 */
final class JobIndex {
  private static final int SMALLEST = 64;

  private @Nullable LocalJob[] slots = new LocalJob[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @Nullable LocalJob get(String id) {
    LocalJob job = slots[slot(spread(id))];
    while (job != null && !job.id.equals(id)) {
      job = job.chained;
    }
    return job;
  }

  /** Adds a job whose id is not there yet. */
  void add(LocalJob job) {
    if (size == slots.length / 2) {
      resize(slots.length * 2);
    }
    link(job);
    size++;
  }

  void remove(LocalJob job) {
    int slot = slot(job.hash);
    LocalJob at = slots[slot];
    if (at == job) {
      slots[slot] = job.chained;
    } else {
      while (at != null && at.chained != job) {
        at = at.chained;
      }
      if (at == null) {
        return;
      }
      at.chained = job.chained;
    }
    job.chained = null;
    size--;
    if (size < slots.length / 16 && slots.length > SMALLEST) {
      resize(slots.length / 2);
    }
  }

  void forEach(Consumer<LocalJob> action) {
    for (LocalJob slot : slots) {
      for (LocalJob job = slot; job != null; job = job.chained) {
        action.accept(job);
      }
    }
  }

  /** Kept in the job, since the text of one that ended long ago is far from the processor. */
  static int spread(String id) {
    int hash = id.hashCode();
    return hash ^ (hash >>> 16);
  }

  private int slot(int hash) {
    return hash & (slots.length - 1);
  }

  private void link(LocalJob job) {
    int slot = slot(job.hash);
    job.chained = slots[slot];
    slots[slot] = job;
  }

  private void resize(int length) {
    @Nullable LocalJob[] old = slots;
    slots = new LocalJob[length];
    for (LocalJob slot : old) {
      for (LocalJob job = slot; job != null; ) {
        LocalJob next = job.chained;
        link(job);
        job = next;
      }
    }
  }
}
