package io.revolve.provider.local;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One queue's part of a {@link Selection}: the lanes that it may take from, and its turns. */
final class Share {
  final int weight;

  /** What it is owed in turns: it grows while others are chosen, and shrinks when this one is. */
  long credit;

  private final LocalQueue queue;

  private NamedLanes[] lanes = new NamedLanes[0];

  Share(LocalQueue queue, int weight) {
    this.queue = queue;
    this.weight = weight;
  }

  void refresh(@Nullable Set<String> names) {
    Collection<NamedLanes> all = queue.lanes.values();
    if (names != null) {
      all = names.stream().map(queue.lanes::get).filter(Objects::nonNull).toList();
    }
    lanes = all.toArray(NamedLanes[]::new);
  }

  /**
   * The queue's first job: of the highest priority that has any, the one with the lowest number.
   */
  @Nullable LocalJob first() {
    if (queue.paused || queue.waiting == 0) {
      return null;
    }
    LocalJob first = null;
    for (NamedLanes named : lanes) {
      LocalJob job = named.first();
      if (job != null && (first == null || goesBefore(job, first))) {
        first = job;
      }
    }
    return first;
  }

  private static boolean goesBefore(LocalJob job, LocalJob other) {
    int higher = job.lane.priority.compareTo(other.lane.priority);
    return higher != 0 ? higher < 0 : job.number < other.number;
  }
}
