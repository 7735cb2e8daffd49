package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.revolve.api.WorkerInfo;
import io.revolve.api.WorkerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a worker's note. */
final class NoteFields {

  private NoteFields() {}

  static byte[] write(ObjectMapper mapper, WorkerInfo worker) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = mapper.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      write(json, worker);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, WorkerInfo worker) throws IOException {
    json.writeNumberField("v", HeaderReader.VERSION);
    json.writeStringField("kind", "worker");
    json.writeStringField("id", worker.id());
    json.writeStringField("host", worker.host());
    json.writeNumberField("pid", worker.pid());
    json.writeObjectFieldStart("queues");
    for (Map.Entry<String, Integer> queue : worker.queues().entrySet()) {
      json.writeNumberField(queue.getKey(), queue.getValue());
    }
    json.writeEndObject();
    Set<String> names = worker.names();
    if (names != null) {
      write(json, "names", names);
    }
    json.writeNumberField("concurrency", worker.concurrency());
    json.writeNumberField("running", worker.running());
    write(json, "tasks", worker.tasks());
    json.writeStringField("since", worker.since().toString());
    if (!worker.processes().isEmpty()) {
      json.writeArrayFieldStart("processes");
      for (WorkerProcess process : worker.processes()) {
        write(json, process);
      }
      json.writeEndArray();
    }
    json.writeStringField("version", worker.version());
  }

  private static void write(JsonGenerator json, WorkerProcess process) throws IOException {
    json.writeStartObject();
    if (!process.pool().isEmpty()) {
      json.writeStringField("pool", process.pool());
    }
    json.writeNumberField("pid", process.pid());
    json.writeStringField("state", process.state());
    json.writeNumberField("calls", process.calls());
    if (process.memory() >= 0) {
      json.writeNumberField("memory", process.memory());
    }
    json.writeNumberField("age", process.age().toMillis());
    json.writeEndObject();
  }

  private static List<WorkerProcess> processes(JsonNode all) {
    List<WorkerProcess> processes = new ArrayList<>();
    for (JsonNode each : all) {
      processes.add(
          new WorkerProcess(
              each.path("pool").asText(""),
              each.path("pid").asLong(0),
              each.path("state").asText(""),
              each.path("calls").asLong(0),
              each.path("memory").asLong(-1),
              Duration.ofMillis(each.path("age").asLong(0))));
    }
    return processes;
  }

  /**
   * Reads a note.
   *
   * @throws UndecodableException if it is none, or a required field is missing
   */
  static WorkerInfo read(ObjectMapper mapper, byte[] header) {
    try {
      JsonNode json = mapper.readTree(header);
      if (json == null || !json.isObject()) {
        throw new UndecodableException("a worker's note is no JSON object");
      }
      if (json.path("v").asInt(0) != HeaderReader.VERSION
          || !json.path("kind").asText("").equals("worker")) {
        throw new UndecodableException(
            "expected a worker of version " + HeaderReader.VERSION + ", got " + json.path("kind"));
      }
      return read(json);
    } catch (IOException | DateTimeException e) {
      throw new UndecodableException("a worker's note is wrong: " + e.getMessage());
    }
  }

  private static WorkerInfo read(JsonNode json) {
    Map<String, Integer> queues = new LinkedHashMap<>();
    json.path("queues")
        .properties()
        .forEach(queue -> queues.put(queue.getKey(), queue.getValue().asInt(1)));
    return new WorkerInfo(
        HeaderReader.required(
            Field.ID, json.path("id").isTextual() ? json.path("id").textValue() : ""),
        json.path("host").asText(""),
        json.path("pid").asLong(0),
        queues,
        names(json.path("names")),
        json.path("concurrency").asInt(1),
        json.path("running").asInt(0),
        texts(json.path("tasks")),
        json.has("since") ? Instant.parse(json.path("since").asText()) : Instant.EPOCH,
        processes(json.path("processes")),
        json.path("version").asText(""));
  }

  private static void write(JsonGenerator json, String field, Iterable<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static @Nullable Set<String> names(JsonNode json) {
    return json.isArray() ? new HashSet<>(texts(json)) : null;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
