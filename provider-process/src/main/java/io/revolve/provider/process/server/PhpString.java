package io.revolve.provider.process.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A string as PHP's serialize writes it: its length in bytes, and its bytes between quotes. */
final class PhpString {

  private PhpString() {}

  static byte[] of(byte[] text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(text.length + 16);
    all.writeBytes(("s:" + text.length + ":\"").getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(text);
    all.writeBytes("\";".getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }
}
