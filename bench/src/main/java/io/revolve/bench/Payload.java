package io.revolve.bench;

/**
 * What every task carries: 100 bytes as JSON.
 *
 * @param file a text, as payloads have it
 * @param width a number
 * @param height another one
 * @param format another text
 * @param owner and one more
 */
public record Payload(String file, int width, int height, String format, String owner) {

  /** The one that is sent. */
  public static final Payload SAMPLE =
      new Payload("holiday/2026/cat.jpg", 320, 240, "jpeg", "owner@example.org");
}
