package io.revolve.spi;

/**
 * A payload: bytes, and what they are.
 *
 * @param type {@link #JSON}, {@link #BYTES} or {@link #PLAIN}
 * @param bytes the bytes; must not be changed
 */
public record Body(String type, byte[] bytes) {

  /** JSON text in UTF-8; no bytes at all stand for null. */
  public static final String JSON = "json";

  /** Bytes as they are. */
  public static final String BYTES = "bytes";

  /**
   * What a program has written that knows nothing of Revolve: read as a text, it is UTF-8; as
   * bytes, it is as it came; as anything else, JSON. A header says it of events and results only.
   */
  public static final String PLAIN = "plain";
}
