package io.revolve.provider.process.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of folders that stand for any text, one for each. */
final class FileNames {
  private static final int LONGEST = 200;
  private static final int DIGEST = 66;

  private FileNames() {}

  /**
   * A name that any file system takes, of small letters, digits, hyphens and percent signs. A long
   * one ends in a digest in place of what is cut off.
   *
   * @throws IllegalArgumentException if the text is empty
   */
  static String of(String text) {
    StringBuilder name = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-';
      name.append(plain ? String.valueOf((char) each) : String.format("%%%02x", each));
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a limit needs a name");
    }
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, LONGEST - DIGEST) + "%-" + digest(text);
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
