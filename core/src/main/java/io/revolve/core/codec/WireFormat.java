package io.revolve.core.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.revolve.api.WorkerInfo;
import io.revolve.core.wire.Backoff;
import io.revolve.core.wire.JobHeader;
import io.revolve.core.wire.JobParcel;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.TaskOptions;
import io.revolve.core.wire.WireMessage;
import io.revolve.core.wire.WorkerNote;
import io.revolve.spi.Body;
import io.revolve.spi.Parcel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The headers of jobs and messages, and workers' notes, as JSON, version 1; docs/wire.md says what
 * each field means. Thread safe.
 */
public final class WireFormat {

  private static final int VERSION = 1;
  private static final Set<String> JOB_FIELDS =
      Set.of(
          "v",
          "kind",
          "id",
          "name",
          "queue",
          "type",
          "reply",
          "failures",
          "returns",
          "settled",
          "base",
          "unbegun",
          "attempts",
          "timeout",
          "backoff",
          "keep",
          "at",
          "headers");

  private final Codec codec;

  /** A format whose messages read their payloads with a codec. */
  public WireFormat(Codec codec) {
    this.codec = codec;
  }

  /** What reads the payloads. */
  public Codec codec() {
    return codec;
  }

  /** A job's header as JSON. */
  public byte[] write(JobHeader job) {
    return write(
        json -> {
          json.writeStringField("kind", "job");
          json.writeStringField("id", job.id());
          json.writeStringField("name", job.name());
          json.writeStringField("queue", job.queue());
          json.writeStringField("type", job.type());
          json.writeStringField("reply", job.reply());
          json.writeStringField("at", job.at().toString());
          JobHeader.History history = job.history();
          json.writeNumberField("failures", history.failures());
          json.writeNumberField("returns", history.returns());
          json.writeNumberField("settled", history.settled());
          json.writeNumberField("base", history.base());
          if (history.unbegun() != 0) {
            json.writeNumberField("unbegun", history.unbegun());
          }
          TaskOptions options = job.options();
          json.writeNumberField("attempts", options.attempts());
          json.writeNumberField("timeout", options.timeout().toMillis());
          json.writeObjectFieldStart("backoff");
          json.writeNumberField("initial", options.backoff().initial().toMillis());
          json.writeNumberField("factor", options.backoff().factor());
          json.writeNumberField("max", options.backoff().max().toMillis());
          json.writeNumberField("jitter", options.backoff().jitter());
          json.writeEndObject();
          json.writeNumberField("keep", options.keep().toMillis());
          json.writeObjectFieldStart("headers");
          for (Map.Entry<String, String> header : options.headers().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
          }
          json.writeEndObject();
          for (Map.Entry<String, Object> field : job.extra().entrySet()) {
            json.writeObjectField(field.getKey(), field.getValue());
          }
        });
  }

  /** A message's header as JSON. */
  public byte[] write(MessageHeader message) {
    return write(
        json -> {
          json.writeStringField("kind", "message");
          json.writeStringField("task", message.task());
          json.writeStringField("event", message.event());
          json.writeNumberField("seq", message.sequence());
          json.writeNumberField("after", message.after());
          json.writeNumberField("attempt", message.attempt());
          json.writeStringField("at", Instant.ofEpochMilli(message.at()).toString());
          json.writeStringField("type", message.type());
          json.writeStringField("from", message.from());
          if (message.started() != 0) {
            json.writeStringField("started", Instant.ofEpochMilli(message.started()).toString());
          }
        });
  }

  /**
   * The job in a parcel.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public JobParcel job(Parcel parcel) {
    if (parcel instanceof JobParcel job) {
      return job;
    }
    JsonNode json = header(parcel, "job");
    try {
      JsonNode backoff = json.path("backoff");
      TaskOptions fallback = TaskOptions.DEFAULT;
      Backoff waits =
          backoff.isObject()
              ? new Backoff(
                  millis(backoff, "initial", Backoff.DEFAULT.initial()),
                  backoff.path("factor").asDouble(Backoff.DEFAULT.factor()),
                  millis(backoff, "max", Backoff.DEFAULT.max()),
                  backoff.path("jitter").asDouble(Backoff.DEFAULT.jitter()))
              : Backoff.DEFAULT;
      Map<String, String> headers = new LinkedHashMap<>();
      json.path("headers").properties().forEach(h -> headers.put(h.getKey(), text(h)));
      JobHeader job =
          new JobHeader(
              required(json, "id"),
              required(json, "name"),
              json.path("queue").asText("default"),
              type(json),
              json.path("reply").asText(""),
              new JobHeader.History(
                  json.path("failures").asInt(0),
                  json.path("returns").asInt(0),
                  json.path("settled").asInt(0),
                  json.path("base").asInt(0),
                  json.path("unbegun").asInt(0)),
              json.has("at") ? Instant.parse(json.path("at").asText()) : Instant.EPOCH,
              new TaskOptions(
                  json.path("attempts").asInt(fallback.attempts()),
                  millis(json, "timeout", fallback.timeout()),
                  waits,
                  millis(json, "keep", fallback.keep()),
                  Map.copyOf(headers)),
              extra(json));
      return new JobParcel(job, parcel.body(), null, this);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UndecodableException("a job's header is wrong: " + e.getMessage());
    }
  }

  /**
   * The message in a parcel.
   *
   * @throws UndecodableException if its header is none of ours
   */
  public WireMessage message(Parcel parcel) {
    if (parcel instanceof WireMessage message) {
      return message;
    }
    JsonNode json = header(parcel, "message");
    try {
      MessageHeader about =
          new MessageHeader(
              required(json, "task"),
              required(json, "event"),
              json.path("seq").asLong(0),
              json.path("after").asLong(0),
              json.path("attempt").asInt(0),
              json.has("at") ? Instant.parse(json.path("at").asText()).toEpochMilli() : 0,
              type(json),
              json.path("from").asText(""),
              json.has("started")
                  ? Instant.parse(json.path("started").asText()).toEpochMilli()
                  : 0);
      return new WireMessage(about, parcel.body(), this);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UndecodableException("a message's header is wrong: " + e.getMessage());
    }
  }

  /** A worker's note as JSON. */
  public byte[] write(WorkerInfo worker) {
    return write(json -> NoteFields.write(json, worker));
  }

  /**
   * The worker's note in a parcel.
   *
   * @throws UndecodableException if it is none of ours
   */
  public WorkerNote note(Parcel parcel) {
    if (parcel instanceof WorkerNote note) {
      return note;
    }
    JsonNode json = header(parcel, "worker");
    try {
      return new WorkerNote(NoteFields.read(json), this);
    } catch (DateTimeException e) {
      throw new UndecodableException("a worker's note is wrong: " + e.getMessage());
    }
  }

  private byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = codec.mapper().getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private JsonNode header(Parcel parcel, String kind) {
    JsonNode json;
    try {
      json = codec.mapper().readTree(parcel.header());
    } catch (JsonProcessingException e) {
      throw new UndecodableException("the header is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (json == null || !json.isObject()) {
      throw new UndecodableException("the header is no JSON object");
    }
    int version = json.path("v").asInt(0);
    if (version != VERSION) {
      throw new UndecodableException(
          "the header is of version " + version + ", this program reads version " + VERSION);
    }
    if (!json.path("kind").asText().equals(kind)) {
      throw new UndecodableException("expected a " + kind + ", got " + json.path("kind"));
    }
    return json;
  }

  private Map<String, Object> extra(JsonNode json) {
    Map<String, Object> extra = new LinkedHashMap<>();
    json.properties()
        .forEach(
            field -> {
              if (!JOB_FIELDS.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
              }
            });
    return extra.isEmpty() ? Map.of() : extra;
  }

  static String required(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new UndecodableException("the header has no text in \"" + field + "\"");
    }
    return value.textValue();
  }

  private static String type(JsonNode json) {
    String type = json.path("type").asText(Body.JSON);
    if (!type.equals(Body.JSON) && !type.equals(Body.BYTES)) {
      throw new UndecodableException("the header's type is neither json nor bytes");
    }
    return type.equals(Body.JSON) ? Body.JSON : Body.BYTES;
  }

  private static Duration millis(JsonNode json, String field, Duration fallback) {
    JsonNode value = json.path(field);
    return value.isNumber() ? Duration.ofMillis(value.longValue()) : fallback;
  }

  private static String text(Map.Entry<String, JsonNode> field) {
    return field.getValue().asText();
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
