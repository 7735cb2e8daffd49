package io.revolve.core.wiring;

import io.revolve.core.config.MapConfig;
import io.revolve.core.wire.Backoff;
import io.revolve.core.wire.TaskOptions;
import java.time.Duration;
import java.util.Map;

/** How a task is to be run, from its config; the shared default where nothing is said. */
final class TaskOptionsReader {

  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private TaskOptionsReader() {}

  static TaskOptions read(MapConfig config) {
    TaskOptions none = TaskOptions.DEFAULT;
    int attempts = config.integer("attempts", 1, 1_000_000, none.attempts());
    Duration timeout = config.duration("timeout", SHORTEST, LONGEST, none.timeout());
    Duration keep = config.duration("keep", Duration.ZERO, LONGEST, none.keep());
    Backoff backoff = config.has("backoff") ? backoff(config) : none.backoff();
    Map<String, String> headers = config.has("headers") ? config.texts("headers") : none.headers();
    if (attempts == none.attempts()
        && timeout.equals(none.timeout())
        && keep.equals(none.keep())
        && backoff.equals(none.backoff())
        && headers.isEmpty()) {
      return none;
    }
    return new TaskOptions(attempts, timeout, backoff, keep, Map.copyOf(headers));
  }

  private static Backoff backoff(MapConfig config) {
    Backoff none = Backoff.DEFAULT;
    if (!(config.value("backoff") instanceof Map)) {
      Duration initial = config.duration("backoff", Duration.ZERO, LONGEST, none.initial());
      return new Backoff(initial, none.factor(), longer(initial, none.max()), none.jitter());
    }
    MapConfig section = config.section("backoff");
    Duration initial = section.duration("initial", Duration.ZERO, LONGEST, none.initial());
    return new Backoff(
        initial,
        section.number("factor", 1, 1000, none.factor()),
        section.duration("max", initial, LONGEST, longer(initial, none.max())),
        section.number("jitter", 0, 1, none.jitter()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
