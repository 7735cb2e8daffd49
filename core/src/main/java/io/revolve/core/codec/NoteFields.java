package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.revolve.api.WorkerInfo;
import java.io.IOException;
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

  static void write(JsonGenerator json, WorkerInfo worker) throws IOException {
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
    json.writeStringField("version", worker.version());
  }

  /**
   * Reads the fields of a header.
   *
   * @throws UndecodableException if a required one is missing
   * @throws java.time.DateTimeException if the time is none
   */
  static WorkerInfo read(JsonNode json) {
    Map<String, Integer> queues = new LinkedHashMap<>();
    json.path("queues")
        .properties()
        .forEach(queue -> queues.put(queue.getKey(), queue.getValue().asInt(1)));
    return new WorkerInfo(
        WireFormat.required(json, "id"),
        json.path("host").asText(""),
        json.path("pid").asLong(0),
        queues,
        names(json.path("names")),
        json.path("concurrency").asInt(1),
        json.path("running").asInt(0),
        texts(json.path("tasks")),
        json.has("since") ? Instant.parse(json.path("since").asText()) : Instant.EPOCH,
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
