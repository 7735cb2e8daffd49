package io.revolve.provider.memcached;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The keys of one address. A key has 250 bytes at most and neither spaces nor control characters,
 * so names are encoded, and long ones hashed.
 *
 * @param log what all of them begin with
 */
record Keys(String log) {

  /** So that a number of a log, of a frame and of a part fit behind it. */
  private static final int LONGEST = 200;

  private static final int RADIX = 36;

  static Keys of(String namespace, String address) {
    String name = encode(namespace) + ":" + encode(address);
    return new Keys("revolve:" + (name.length() > LONGEST ? "~" + hash(name) : name));
  }

  /** How many frames and letters were numbered, and which log it is: a {@link Counter}. */
  String counter() {
    return log + "#";
  }

  /** How far it was read, and what was let go: a {@link Mark}. */
  String mark() {
    return log + "!";
  }

  /** A frame of the log with an id. */
  String frame(int id, long number) {
    return log + ":" + Integer.toString(id, RADIX) + ":" + Long.toString(number, RADIX);
  }

  /** What did not fit into a frame's own item, from 1. */
  static String part(String frame, int number) {
    return frame + ":" + number;
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String hash(String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
