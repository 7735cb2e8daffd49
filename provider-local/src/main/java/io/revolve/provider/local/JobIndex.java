package io.revolve.provider.local;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by id: a hash table with open addressing. A {@code HashMap} would cost an object more for
 * each of a million waiting jobs; and here the hashes stand beside the jobs, so that taking one out
 * looks at none.
 */
final class JobIndex {
  private static final int SMALLEST = 64;

  private @Nullable LocalJob[] slots = new LocalJob[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @Nullable LocalJob get(String id) {
    int hash = spread(id);
    for (int slot = slot(hash); ; slot = next(slot)) {
      LocalJob job = slots[slot];
      if (job == null || (hashes[slot] == hash && job.id.equals(id))) {
        return job;
      }
    }
  }

  /** Adds a job whose id is not there yet. */
  void add(LocalJob job) {
    if (size == slots.length / 2) {
      resize(slots.length * 2);
    }
    put(job, job.hash);
    size++;
  }

  /** Removes a job, if it is there. */
  void remove(LocalJob job) {
    remove(job, job.hash);
  }

  /** Removes a job without looking at it. */
  void remove(LocalJob job, int hash) {
    int slot = slot(hash);
    while (slots[slot] != job) {
      if (slots[slot] == null) {
        return;
      }
      slot = next(slot);
    }
    closeGap(slot);
    size--;
    if (size < slots.length / 16 && slots.length > SMALLEST) {
      resize(slots.length / 2);
    }
  }

  void forEach(Consumer<LocalJob> action) {
    for (LocalJob job : slots) {
      if (job != null) {
        action.accept(job);
      }
    }
  }

  /** Spread, since the ids of one client differ in their last characters alone. */
  static int spread(String id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  /** Moves up what stands behind a slot only because that was taken. */
  private void closeGap(int gap) {
    int free = gap;
    for (int slot = next(gap); slots[slot] != null; slot = next(slot)) {
      int home = slot(hashes[slot]);
      int mask = slots.length - 1;
      // Whether the free slot lies between its home and where it stands.
      if (((slot - home) & mask) >= ((slot - free) & mask)) {
        slots[free] = slots[slot];
        hashes[free] = hashes[slot];
        free = slot;
      }
    }
    slots[free] = null;
  }

  private int slot(int hash) {
    return hash & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private void put(LocalJob job, int hash) {
    int slot = slot(hash);
    while (slots[slot] != null) {
      slot = next(slot);
    }
    slots[slot] = job;
    hashes[slot] = hash;
  }

  private void resize(int length) {
    @Nullable LocalJob[] oldSlots = slots;
    int[] oldHashes = hashes;
    slots = new LocalJob[length];
    hashes = new int[length];
    for (int i = 0; i < oldSlots.length; i++) {
      LocalJob job = oldSlots[i];
      if (job != null) {
        put(job, oldHashes[i]);
      }
    }
  }
}
