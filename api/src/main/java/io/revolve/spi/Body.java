package io.revolve.spi;

/**
 * A payload: bytes, and what they are.
 *
 * @param type {@link #JSON} or {@link #BYTES}
 * @param bytes the bytes; must not be changed
 */
public record Body(String type, byte[] bytes) {

  /** JSON text in UTF-8; no bytes at all stand for null. */
  public static final String JSON = "json";

  /** Bytes as they are. */
  public static final String BYTES = "bytes";
}
