package io.revolve.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The maps that a command works with.
 *
 * @param file where they come from; null for the embedded default
 * @param sections client, worker and messenger, as far as they are there
 */
record Settings(@Nullable Path file, Map<String, Map<String, Object>> sections) {

  static final List<String> SECTIONS = List.of("client", "worker", "messenger");

  /** Nothing but this process: the local provider, and a worker with a few things it can do. */
  static Settings embedded() {
    Map<String, Object> handlers = new LinkedHashMap<>();
    handlers.put("echo", "io.revolve.cli.handlers.Echo");
    handlers.put("flaky", "io.revolve.cli.handlers.Flaky");
    handlers.put("sleep", "io.revolve.cli.handlers.Sleep");
    handlers.put("word-count", "io.revolve.cli.handlers.WordCount");
    Map<String, Object> own = Map.of("namespace", "revolve-" + UUID.randomUUID());
    return new Settings(
        null,
        Map.of(
            "client", Map.of("provider", "local", "local", own),
            "worker", Map.of("provider", "local", "local", own, "handlers", handlers)));
  }

  /** Where the maps come from, for a sentence. */
  String source() {
    return file == null ? "the embedded default" : file.toString();
  }

  /** The client's map. */
  Map<String, Object> client() {
    return merged("client");
  }

  /** The worker's map. */
  Map<String, Object> worker() {
    return merged("worker");
  }

  /** The names that the worker section gives handlers to, sorted. */
  List<String> handlers() {
    Object handlers = sections.getOrDefault("worker", Map.of()).get("handlers");
    return handlers instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).sorted().toList()
        : List.of();
  }

  /** The name of the provider that a section selects; empty if it selects none. */
  String provider(String section) {
    return sections.getOrDefault(section, Map.of()).get("provider") instanceof String name
        ? name
        : "";
  }

  /** A section, in which a messenger that the file gives once stands where none of its own does. */
  Map<String, Object> merged(String name) {
    Map<String, Object> section = sections.get(name);
    if (section == null) {
      throw new UsageException(
          source() + " has no section \"" + name + "\", which this command works with");
    }
    Map<String, Object> messenger = sections.get("messenger");
    boolean itself = name.equals("messenger");
    if (itself || messenger == null || section.containsKey("messenger")) {
      return section;
    }
    Map<String, Object> whole = new LinkedHashMap<>(section);
    whole.put("messenger", messenger);
    return whole;
  }
}
