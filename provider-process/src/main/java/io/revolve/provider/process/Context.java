package io.revolve.provider.process;

import io.revolve.api.Progress;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a body, as a JSON object. Of a task it says what RoadRunner's workers for jobs
 * expect, and a little more; a worker says with it what a part of its answer is.
 */
final class Context {
  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:\\s*" + TEXT);
  private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*" + TEXT);
  private static final Pattern PROGRESS =
      Pattern.compile("\"progress\"\\s*:\\s*\\[\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})\\s*\\]");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

  private final String json;

  Context(byte[] json) {
    this.json = new String(json, StandardCharsets.UTF_8);
  }

  /** What a worker is told about a task. */
  static byte[] of(Run run) {
    String json =
        String.format(
            "{\"id\":%s,\"job\":%s,\"driver\":\"revolve\",\"pipeline\":\"revolve\","
                + "\"headers\":{},\"attempt\":%d,\"type\":\"%s\"}",
            quoted(run.id()), quoted(run.name()), run.attempt(), run.payload().type());
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** What a worker is told about something that the client tells its task. */
  static byte[] ofTold(String event, Body body) {
    String json = String.format("{\"tell\":%s,\"type\":\"%s\"}", quoted(event), body.type());
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Which event it is; null for none. */
  @Nullable String event() {
    return text(EVENT);
  }

  /** How far the task is, and of how much; null if it does not say that. */
  @Nullable Progress progress() {
    Matcher found = PROGRESS.matcher(json);
    return found.find() ? new Progress(number(found.group(1)), number(found.group(2))) : null;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** What the body is: a worker that does not say so knows nothing of Revolve. */
  String type() {
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
