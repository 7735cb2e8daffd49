package io.revolve.provider.process.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What clients must know. Never shown. Immutable. */
public final class Secret {
  private final byte[] digest;

  private Secret(byte[] digest) {
    this.digest = digest;
  }

  /**
   * A secret.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return new Secret(digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether somebody knows it. How long that takes says nothing about it, nor about its length. */
  boolean is(byte[] said) {
    return MessageDigest.isEqual(digest, digest(said));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
