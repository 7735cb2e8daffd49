package io.revolve.provider.local;

import io.revolve.api.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes of one queue and one name, one for each priority. */
record NamedLanes(Lane high, Lane normal, Lane low) {

  static NamedLanes of(LocalQueue queue, String name) {
    return new NamedLanes(
        new Lane(queue, name, Priority.HIGH),
        new Lane(queue, name, Priority.NORMAL),
        new Lane(queue, name, Priority.LOW));
  }

  Lane lane(Priority priority) {
    return switch (priority) {
      case HIGH -> high;
      case NORMAL -> normal;
      case LOW -> low;
    };
  }

  /** The first job of the highest priority that has any. */
  @Nullable LocalJob first() {
    LocalJob first = high.jobs.first;
    if (first == null) {
      first = normal.jobs.first;
    }
    return first != null ? first : low.jobs.first;
  }

  List<Lane> all() {
    return List.of(high, normal, low);
  }
}
