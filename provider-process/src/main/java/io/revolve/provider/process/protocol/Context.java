package io.revolve.provider.process.protocol;

import io.revolve.api.Progress;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a body, as a JSON object. Of a task it says what RoadRunner's workers for jobs
 * expect, and a little more; a worker says with it what a part of its answer is. Immutable.
 */
public final class Context {
  private final Json.Members said;

  /** What stands beside a body. */
  public Context(byte[] json) {
    said = Json.of(new String(json, StandardCharsets.UTF_8)).members();
  }

  /** What a worker is told about a task. */
  public static byte[] of(Run run) {
    Body code = run.code();
    String json =
        String.format(
            "{\"id\":%s,\"job\":%s,\"driver\":\"revolve\",\"pipeline\":\"revolve\","
                + "\"headers\":{%s},\"attempt\":%d,\"type\":\"%s\"%s}",
            quoted(run.id()),
            quoted(run.name()),
            headers(run.headers()),
            run.attempt(),
            run.payload().type(),
            code == null ? "" : ",\"code\":" + quoted(text(code)));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** What a worker is told about a call that is no task; its body is bytes. */
  public static byte[] of(String id, String name) {
    String json =
        "{\"id\":"
            + quoted(id)
            + ",\"job\":"
            + quoted(name)
            + ",\"driver\":\"revolve\",\"pipeline\":\"revolve\",\"headers\":{},\"attempt\":1,"
            + "\"type\":\"bytes\"}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String headers(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> quoted(header.getKey()) + ":[" + quoted(header.getValue()) + "]")
        .collect(Collectors.joining(","));
  }

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /** What a worker is told about something that the client tells its task. */
  public static byte[] ofTold(String event, Body body) {
    return json("tell", event, body);
  }

  /** What a worker says about an event. */
  public static byte[] ofEvent(String event, Body body) {
    return json("event", event, body);
  }

  /** What a worker says about an event that goes over a messenger of its own, by its config. */
  public static byte[] ofEvent(Body messenger, String event, Body body) {
    String json =
        String.format(
            "{\"event\":%s,\"type\":\"%s\",\"messenger\":%s}",
            quoted(event), body.type(), quoted(text(messenger)));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** What a worker says about its result. */
  public static byte[] ofResult(Body body) {
    return ("{\"type\":\"" + body.type() + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  /** How a worker says how far it is. */
  public static byte[] ofProgress(long done, long total) {
    return ("{\"progress\":[" + done + "," + total + "]}").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(String key, String event, Body body) {
    String json = String.format("{\"%s\":%s,\"type\":\"%s\"}", key, quoted(event), body.type());
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The task's id; empty for none. */
  public String id() {
    return orEmpty(text("id"));
  }

  /** The task's name; empty for none. */
  public String job() {
    return orEmpty(text("job"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Which run of the task it is. */
  public int attempt() {
    Long number = said.get("attempt").number();
    return number == null ? 1 : (int) Math.min(number, Integer.MAX_VALUE);
  }

  /** What the client gave the task beside its payload: of each header the first text. */
  public Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    said.get("headers")
        .members()
        .all()
        .forEach(
            (name, values) -> {
              List<Json> all = values.list();
              String first = all.isEmpty() ? null : all.get(0).text();
              if (first != null) {
                headers.put(name, first);
              }
            });
    return Map.copyOf(headers);
  }

  /** Where the task's code is; null if that is not said. */
  public @Nullable Body code() {
    return json(text("code"));
  }

  /** What the client tells the task; null if this is not about that. */
  public @Nullable String tell() {
    return text("tell");
  }

  /** Which event it is; null for none. */
  public @Nullable String event() {
    return text("event");
  }

  /** The config of the messenger that an event goes over; null for the worker's own. */
  public @Nullable Body messenger() {
    return json(text("messenger"));
  }

  private static @Nullable Body json(@Nullable String text) {
    return text == null ? null : new Body(Body.JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  /** How far the task is, and of how much; null if it does not say that. */
  public @Nullable Progress progress() {
    List<Json> both = said.get("progress").list();
    Long done = both.size() == 2 ? both.get(0).number() : null;
    Long total = both.size() == 2 ? both.get(1).number() : null;
    return done == null || total == null ? null : new Progress(done, total);
  }

  /** What the body is: a worker that does not say so knows nothing of Revolve. */
  public String type() {
    String type = text("type");
    boolean isKnown = Body.BYTES.equals(type) || Body.JSON.equals(type);
    return type != null && isKnown ? type : Body.PLAIN;
  }

  private @Nullable String text(String name) {
    return said.get(name).text();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .forEach(
            c -> {
              if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
