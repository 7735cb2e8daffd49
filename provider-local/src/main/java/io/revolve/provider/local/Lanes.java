package io.revolve.provider.local;

import io.revolve.api.Priority;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All queues and lanes of a space. */
final class Lanes {
  /** Names that come and go (an id in a name, say) must not pile up for ever. */
  private static final int MANY = 1000;

  private final Map<String, LocalQueue> queues = new TreeMap<>();
  private @Nullable Lane latest;
  private int size;
  private int sweepAt = MANY;

  /** Changes whenever lanes come or go: what was derived from them is to be derived anew. */
  int version;

  LocalQueue queue(String name) {
    return queues.computeIfAbsent(name, LocalQueue::new);
  }

  Collection<LocalQueue> queues() {
    return queues.values();
  }

  Lane lane(String queue, String name, Priority priority) {
    Lane lane = latest;
    if (lane == null || lane.dropped || !lane.is(queue, name, priority)) {
      lane = find(queue(queue), name, priority);
      latest = lane;
    }
    return lane;
  }

  /** The lane in which a job goes on waiting. */
  Lane current(Lane lane) {
    return lane.dropped ? lane(lane.queue.name, lane.name, lane.priority) : lane;
  }

  private Lane find(LocalQueue queue, String name, Priority priority) {
    NamedLanes lanes = queue.lanes.get(name);
    if (lanes == null) {
      if (size >= sweepAt) {
        sweep();
      }
      lanes = NamedLanes.of(queue, name);
      queue.lanes.put(name, lanes);
      size++;
      version++;
    }
    return lanes.lane(priority);
  }

  private void sweep() {
    for (LocalQueue queue : queues.values()) {
      queue.lanes.values().removeIf(this::drop);
    }
    sweepAt = Math.max(MANY, 2 * size);
    version++;
  }

  private boolean drop(NamedLanes lanes) {
    if (lanes.first() != null) {
      return false;
    }
    lanes.all().forEach(lane -> lane.dropped = true);
    size--;
    return true;
  }
}
