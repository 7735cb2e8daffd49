package io.revolve.provider.process.protocol;

import io.revolve.api.Progress;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a body, as a JSON object. Of a task it says what RoadRunner's workers for jobs
 * expect, and a little more; a worker says with it what a part of its answer is. Immutable.
 */
public final class Context {
  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern ID = named("id");
  private static final Pattern JOB = named("job");
  private static final Pattern CODE = named("code");
  private static final Pattern MESSAGE = named("message");
  private static final Pattern TELL = named("tell");
  private static final Pattern EVENT = named("event");
  private static final Pattern MESSENGER = named("messenger");
  private static final Pattern TYPE = named("type");
  private static final Pattern ATTEMPT = Pattern.compile("\"attempt\"\\s*:\\s*(\\d{1,9})");
  private static final Pattern HEADERS = Pattern.compile("\"headers\":\\{(.*?\\])?\\}");
  private static final Pattern HEADER = Pattern.compile(TEXT + ":\\[" + TEXT + "\\]");
  private static final Pattern PROGRESS =
      Pattern.compile("\"progress\"\\s*:\\s*\\[\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})\\s*\\]");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

  private final String json;

  /** What stands beside a body. */
  public Context(byte[] json) {
    this.json = new String(json, StandardCharsets.UTF_8);
  }

  private static Pattern named(String name) {
    return Pattern.compile("\"" + name + "\"\\s*:\\s*" + TEXT);
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
    return orEmpty(text(ID));
  }

  /** The task's name; empty for none. */
  public String job() {
    return orEmpty(text(JOB));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Which run of the task it is. */
  public int attempt() {
    Matcher found = ATTEMPT.matcher(json);
    return found.find() ? (int) number(found.group(1)) : 1;
  }

  /** What the client gave the task beside its payload. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    Matcher all = HEADERS.matcher(json);
    if (all.find() && all.group(1) != null) {
      Matcher each = HEADER.matcher(all.group(1));
      while (each.find()) {
        headers.put(unquoted(orEmpty(each.group(1))), unquoted(orEmpty(each.group(2))));
      }
    }
    return Map.copyOf(headers);
  }

  /** Where the task's code is; null if that is not said. */
  public @Nullable Body code() {
    return json(text(CODE));
  }

  /** What the client tells the task; null if this is not about that. */
  public @Nullable String tell() {
    return text(TELL);
  }

  /** What it says about a failure; null for nothing. */
  public @Nullable String message() {
    return text(MESSAGE);
  }

  /** Which event it is; null for none. */
  public @Nullable String event() {
    return text(EVENT);
  }

  /** The config of the messenger that an event goes over; null for the worker's own. */
  public @Nullable Body messenger() {
    return json(text(MESSENGER));
  }

  private static @Nullable Body json(@Nullable String text) {
    return text == null ? null : new Body(Body.JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  /** How far the task is, and of how much; null if it does not say that. */
  public @Nullable Progress progress() {
    Matcher found = PROGRESS.matcher(json);
    return found.find() ? new Progress(number(found.group(1)), number(found.group(2))) : null;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** What the body is: a worker that does not say so knows nothing of Revolve. */
  public String type() {
    String type = text(TYPE);
    boolean isKnown = Body.BYTES.equals(type) || Body.JSON.equals(type);
    return type != null && isKnown ? type : Body.PLAIN;
  }

  private @Nullable String text(Pattern pattern) {
    Matcher found = pattern.matcher(json);
    String quoted = found.find() ? found.group(1) : null;
    return quoted == null ? null : unquoted(quoted);
  }

  private static String unquoted(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group(1), found.group(2))));
  }

  private static String unescaped(String escape, @Nullable String unit) {
    if (unit != null) {
      return String.valueOf((char) Integer.parseInt(unit, 16));
    }
    return switch (escape) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> escape;
    };
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
