package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two things that a worker says about itself, as JSON: who it is, and that it leaves. */
final class Control {
  private static final Pattern PID =
      Pattern.compile(
          "\\{\\s*\"pid\"\\s*:\\s*(\\d{1,18})\\s*" + "(,\\s*\"revolve\"\\s*:\\s*\\d+\\s*)?\\}");
  private static final Pattern STOP = Pattern.compile("\\{\\s*\"stop\"\\s*:\\s*true\\s*\\}");

  private Control() {}

  static Word read(byte[] json) throws ProtocolException {
    String text = new String(json, StandardCharsets.UTF_8).strip();
    Matcher pid = PID.matcher(text);
    if (pid.matches()) {
      return new Word.Hello(Long.parseLong(pid.group(1)), pid.group(2) != null);
    }
    if (STOP.matcher(text).matches()) {
      return new Word.Leaving();
    }
    String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    throw new ProtocolException("expected {\"pid\":N} or {\"stop\":true}, got " + shown);
  }
}
