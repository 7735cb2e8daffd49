package io.revolve.cli;

import io.revolve.cli.json.JsonException;
import io.revolve.cli.json.JsonReader;
import io.revolve.cli.screen.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a task, by the names that its map has for them. */
final class TaskOptions {

  @Option(
      names = {"-p", "--payload"},
      paramLabel = "JSON",
      description = "The payload: JSON, @FILE for a file with JSON, - for standard input.")
  private @Nullable String payload;

  @Option(names = "--queue", paramLabel = "NAME", description = "The queue (default: default).")
  private @Nullable String queue;

  @Option(names = "--priority", paramLabel = "LEVEL", description = "high, normal or low.")
  private @Nullable String priority;

  @Option(names = "--delay", paramLabel = "TIME", description = "Run it later: PT5S is 5 seconds.")
  private @Nullable String delay;

  @Option(names = "--timeout", paramLabel = "TIME", description = "Ends each attempt: PT1M.")
  private @Nullable String timeout;

  @Option(names = "--attempts", paramLabel = "N", description = "How many may fail (default: 1).")
  private @Nullable Integer attempts;

  @Option(names = "--backoff", paramLabel = "TIME", description = "Before the 2nd attempt: PT1S.")
  private @Nullable String backoff;

  @Option(
      names = "--unique",
      paramLabel = "KEY",
      description = "At most one of a key waits or runs.")
  private @Nullable String unique;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "KEY=TEXT",
      description = "A header for the task; may be given several times.")
  private Map<String, String> headers = new LinkedHashMap<>();

  /** The task's map; only what was given stands in it, so that the defaults stay the core's. */
  Map<String, Object> map(String name, Terminal terminal) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    put(map, "payload", payload == null ? null : value(text(payload, terminal)));
    put(map, "queue", queue);
    put(map, "priority", priority);
    put(map, "delay", delay);
    put(map, "timeout", timeout);
    put(map, "attempts", attempts);
    put(map, "backoff", backoff);
    put(map, "unique", unique);
    put(map, "headers", headers.isEmpty() ? null : headers);
    return map;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static String text(String payload, Terminal terminal) throws IOException {
    if (payload.equals("-")) {
      return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!payload.startsWith("@")) {
      return payload;
    }
    Path file = Path.of(payload.substring(1));
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("--payload: no such file: " + file);
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static @Nullable Object value(String json) {
    try {
      return JsonReader.read(json);
    } catch (JsonException wrong) {
      String hint =
          json.matches("[\\w./-]+") ? "\n  a text needs quotes of its own: '\"" + json + "\"'" : "";
      throw new UsageException("--payload is not JSON " + wrong.getMessage() + hint);
    }
  }
}
