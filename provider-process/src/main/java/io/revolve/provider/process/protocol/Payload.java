package io.revolve.provider.process.protocol;

import java.nio.charset.StandardCharsets;

/**
 * What is sent to a worker process, and what it answers.
 *
 * @param context what the body is about, in a form on which both sides agree; may be empty
 * @param body the payload; must not be changed
 */
public record Payload(byte[] context, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  /** A body without a context. */
  public static Payload of(byte[] body) {
    return new Payload(NOTHING, body);
  }

  /** A text in UTF-8 without a context. */
  public static Payload of(String body) {
    return of(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The body as a text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return context.length + " bytes of context and " + body.length + " bytes";
  }
}
