package io.revolve.provider.process;

import io.revolve.provider.process.protocol.Json;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.spi.RunFailedException;
import io.revolve.spi.RunFailedException.Next;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
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
record JobsReply(int type, Json.Members data) {
  private static final int LONGEST_HEAD = 100;
  private static final long LONGEST_DELAY = 999_999_999;
  private static final String BEGINNING =
      "\\{\\s*\"type\"\\s*:\\s*([0-4])\\s*,\\s*\"data\"\\s*:\\s*";
  private static final Pattern HEAD = Pattern.compile(BEGINNING);
  private static final Pattern REPLY =
      Pattern.compile(BEGINNING + "(\\[\\s*\\]|\\{.*\\})\\s*\\}\\s*", Pattern.DOTALL);
  private static final Set<String> MEMBERS = Set.of("type", "data");

  /** The reply that an answer is; null if it is none. */
  static @Nullable JobsReply of(Payload answer) {
    byte[] body = answer.body();
    if (answer.context().length > 0 || !begins(body)) {
      return null;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    Matcher found = REPLY.matcher(text);
    if (!found.matches() || !MEMBERS.containsAll(Json.of(text).members().all().keySet())) {
      return null;
    }
    return new JobsReply(
        Integer.parseInt(String.valueOf(found.group(1))),
        Json.of(String.valueOf(found.group(2))).members());
  }

  /** Most answers are none, and may be large. */
  private static boolean begins(byte[] body) {
    int length = Math.min(body.length, LONGEST_HEAD);
    return length > 0
        && body[0] == '{'
        && HEAD.matcher(new String(body, 0, length, StandardCharsets.ISO_8859_1)).lookingAt();
  }

  /** Ends well if the job is done. */
  void check() throws RunFailedException {
    switch (type) {
      case 0, 2 -> {}
      case 4 -> throw new RunFailedException(message(), Next.RETURN, delay());
      default -> {
        Next next = data.get("requeue").isTrue() ? Next.RETRY : Next.NOTHING;
        throw new RunFailedException(message(), next, delay());
      }
    }
  }

  private String message() {
    String message = data.get("message").text();
    return message == null || message.isEmpty() ? "the worker gave no reason" : message;
  }

  private Duration delay() {
    Long seconds = data.get("delay_seconds").number();
    return Duration.ofSeconds(seconds == null ? 0 : Math.min(seconds, LONGEST_DELAY));
  }
}
