package io.revolve.provider.memcached;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a log ends, and where it begins.
 *
 * @param counter how far it was numbered
 * @param mark how far it was read and cleared; of the same log
 */
record Extent(Counter counter, Mark mark) {

  /** Asks for it; null if there is no log. */
  static @Nullable Extent at(Server server, Keys keys) {
    return of(
        server.call(line -> line.await(line.get(List.of(keys.counter(), keys.mark())))), keys);
  }

  /** What the items of the counter and the mark say; null if there is no log. */
  static @Nullable Extent of(Map<String, Item> items, Keys keys) {
    Item counter = items.get(keys.counter());
    return counter == null ? null : of(Counter.of(counter), items.get(keys.mark()));
  }

  private static Extent of(Counter counter, @Nullable Item item) {
    Mark mark = item == null ? null : Mark.of(item);
    return new Extent(
        counter, mark == null || mark.log() != counter.log() ? Mark.none(counter.log()) : mark);
  }

  long unread() {
    return mark.unread(counter);
  }
}
