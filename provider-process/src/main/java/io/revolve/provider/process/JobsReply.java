package io.revolve.provider.process;

import io.revolve.provider.process.protocol.Context;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.spi.RunFailedException;
import io.revolve.spi.RunFailedException.Next;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What RoadRunner's workers for jobs answer: a JSON object with a type and data, and no context. 0
 * and 2 say that the job is done, 1 and 3 that it failed, 4 that it is to be queued again.
 *
 * @param type from 0 to 4
 * @param data what it says about that
 */
record JobsReply(int type, String data) {
  private static final int LONGEST = 1 << 20;
  private static final Pattern REPLY =
      Pattern.compile(
          "\\s*\\{\\s*\"type\"\\s*:\\s*([0-4])\\s*,\\s*\"data\"\\s*:\\s*"
              + "(\\[\\s*\\]|\\{.*\\})\\s*\\}\\s*",
          Pattern.DOTALL);
  private static final Pattern REQUEUE = Pattern.compile("\"requeue\"\\s*:\\s*true\\b");
  private static final Pattern DELAY = Pattern.compile("\"delay_seconds\"\\s*:\\s*(\\d{1,9})\\b");

  /** The reply that an answer is; null if it is none. */
  static @Nullable JobsReply of(Payload answer) {
    byte[] body = answer.body();
    if (answer.context().length > 0 || body.length == 0 || body.length > LONGEST) {
      return null;
    }
    Matcher found = REPLY.matcher(new String(body, StandardCharsets.UTF_8));
    if (body[0] != '{' || !found.matches()) {
      return null;
    }
    return new JobsReply(
        Integer.parseInt(String.valueOf(found.group(1))), String.valueOf(found.group(2)));
  }

  /** Ends well if the job is done. */
  void check() throws RunFailedException {
    switch (type) {
      case 0, 2 -> {}
      case 4 -> throw new RunFailedException(message(), Next.RETURN, delay());
      default -> {
        Next next = REQUEUE.matcher(data).find() ? Next.RETRY : Next.NOTHING;
        throw new RunFailedException(message(), next, delay());
      }
    }
  }

  private String message() {
    String message = new Context(data.getBytes(StandardCharsets.UTF_8)).message();
    return message == null || message.isEmpty() ? "the worker gave no reason" : message;
  }

  private Duration delay() {
    Matcher found = DELAY.matcher(data);
    return Duration.ofSeconds(found.find() ? Long.parseLong(String.valueOf(found.group(1))) : 0);
  }
}
