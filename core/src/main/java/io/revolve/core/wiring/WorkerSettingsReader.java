package io.revolve.core.wiring;

import io.revolve.core.config.MapConfig;
import io.revolve.core.task.TaskSpec;
import io.revolve.core.worker.Threads;
import io.revolve.core.worker.WorkerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a worker behaves, from its config. */
final class WorkerSettingsReader {

  private static final int MOST_THREADS = 100_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private WorkerSettingsReader() {}

  static WorkerSettings read(MapConfig config, String id) {
    String name = config.has("id") ? config.required("id") : id;
    return new WorkerSettings(
        name,
        "worker." + name,
        queues(config),
        config.integer("concurrency", 1, MOST_THREADS, Runtime.getRuntime().availableProcessors()),
        threads(config),
        config.duration("lease", Duration.ofMillis(50), LONGEST, Duration.ofSeconds(30)),
        config.duration("drain", Duration.ZERO, LONGEST, Duration.ofSeconds(30)),
        config.duration("grace", Duration.ZERO, LONGEST, Duration.ofSeconds(1)),
        config.integer("crashes", 1, 1_000_000, 3),
        config.integer("prefetch", 0, 100_000, 128),
        config.duration(
            "announce", Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(5)));
  }

  /** A list, in which all weigh the same, or a map of weights. */
  private static Map<String, Integer> queues(MapConfig config) {
    if (config.value("queues") instanceof Map) {
      Map<String, Integer> weights =
          config.integers("queues", 1, 1_000_000, Map.of(TaskSpec.QUEUE, 1));
      return Map.copyOf(weights);
    }
    Map<String, Integer> same = new LinkedHashMap<>();
    for (String queue : config.texts("queues", List.of(TaskSpec.QUEUE))) {
      same.put(queue, 1);
    }
    if (same.isEmpty()) {
      config.reject("queues", "is empty; name at least one queue");
    }
    return Map.copyOf(same);
  }

  private static Threads threads(MapConfig config) {
    Threads threads = config.choice("threads", Threads.class, Threads.AUTO);
    if (threads == Threads.VIRTUAL && !Threads.areVirtualThere()) {
      config.reject(
          "threads",
          "this JVM ("
              + Runtime.version().feature()
              + ") has no virtual threads, they came with 21; use \"auto\" or \"platform\"");
    }
    return threads;
  }
}
