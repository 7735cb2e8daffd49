package io.revolve.cli;

import io.revolve.api.DeadLetter;
import io.revolve.api.Failure;
import io.revolve.api.Message;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.api.TaskStatus;
import io.revolve.api.WorkerInfo;
import io.revolve.api.WorkerProcess;
import io.revolve.cli.json.JsonException;
import io.revolve.cli.json.JsonReader;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the interfaces' records look like in {@code --json} and in cells. */
final class Shown {

  private Shown() {}

  static Map<String, @Nullable Object> task(TaskStatus task) {
    return JsonText.object(
        "id", task.id(),
        "name", task.name(),
        "queue", task.queue(),
        "state", state(task.state()),
        "attempt", task.attempt(),
        "worker", task.worker(),
        "queuedAt", task.queuedAt(),
        "endedAt", task.endedAt(),
        "failure", task.failure() == null ? null : failure(task.failure()));
  }

  static Map<String, @Nullable Object> failure(Failure failure) {
    return JsonText.object(
        "type", failure.type(),
        "message", failure.message(),
        "attempt", failure.attempt(),
        "stack", failure.stack());
  }

  static Map<String, @Nullable Object> dead(DeadLetter letter) {
    return JsonText.object(
        "id", letter.id(),
        "name", letter.name(),
        "queue", letter.queue(),
        "diedAt", letter.diedAt(),
        "failure", failure(letter.failure()),
        "payload", value(letter.payload()));
  }

  static Map<String, @Nullable Object> queue(QueueStatus queue) {
    return JsonText.object(
        "name", queue.name(),
        "waiting", queue.waiting(),
        "delayed", queue.delayed(),
        "running", queue.running(),
        "dead", queue.dead(),
        "paused", queue.paused());
  }

  static Map<String, @Nullable Object> worker(WorkerInfo worker) {
    return JsonText.object(
        "id", worker.id(),
        "host", worker.host(),
        "pid", worker.pid(),
        "queues", worker.queues(),
        "names", worker.names(),
        "concurrency", worker.concurrency(),
        "running", worker.running(),
        "tasks", worker.tasks(),
        "since", worker.since(),
        "processes", worker.processes().stream().map(Shown::process).toList(),
        "version", worker.version());
  }

  private static Map<String, @Nullable Object> process(WorkerProcess process) {
    return JsonText.object(
        "pool", process.pool(),
        "pid", process.pid(),
        "state", process.state(),
        "calls", process.calls(),
        "memory", process.memory() < 0 ? null : process.memory(),
        "age", process.age());
  }

  static Map<String, @Nullable Object> message(Message message) {
    return JsonText.object(
        "task", message.taskId(),
        "event", message.event(),
        "attempt", message.attempt(),
        "sequence", message.sequence(),
        "at", message.at(),
        "payload", value(message.bytes()));
  }

  /** What the bytes are: a JSON value if they can be read as one, otherwise a text. */
  static @Nullable Object value(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      return text.isEmpty() ? null : JsonReader.read(text);
    } catch (JsonException noJson) {
      return text;
    }
  }

  static String state(TaskState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** {@code 3 min 5 s ago}. */
  static String ago(Instant then) {
    Duration since = Duration.between(then, Instant.now());
    return Figures.time(since.isNegative() ? Duration.ZERO : since) + " ago";
  }
}
