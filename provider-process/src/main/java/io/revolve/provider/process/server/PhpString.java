package io.revolve.provider.process.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A string as PHP's serialize writes it: its length in bytes, and its bytes between quotes. */
final class PhpString {

  /** The quotes, the length and what stands before it, and a frame's beginning. */
  static final int MOST_AROUND = 64;

  private PhpString() {}

  static byte[] of(byte[] text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(text.length + 16);
    all.writeBytes(("s:" + text.length + ":\"").getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(text);
    all.writeBytes("\";".getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }
}
