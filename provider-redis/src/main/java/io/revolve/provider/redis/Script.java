package io.revolve.provider.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The scripts: each is one step that happens as a whole or not at all. Their sources lie beside
 * this class. {@code base.lua} stands before each, and then what its first line names behind
 * "with:".
 */
enum Script {
  SUBMIT,
  LEASE,
  UNDO,
  SETTLE,
  EXTEND,
  CANCEL,
  FIND,
  BURY,
  QUEUES,
  PAUSE,
  WAITING,
  ANNOUNCE,
  WORKERS,
  APPEND,
  MARK,
  JOIN,
  TAKE,
  RENEW,
  GIVE,
  TIME;

  /**
   * From Redis 7 on a script says so if it may run when memory is full. All may that work on what
   * was accepted before; what brings something new may not.
   */
  private static final String ALLOWED_WHEN_FULL = "#!lua flags=allow-oom\n";

  private static final String WITH = "-- with: ";

  private final String source;
  private final String sha;
  private final String flaggedSource;
  private final String flaggedSha;

  Script() {
    source = whole(name().toLowerCase(Locale.ROOT));
    sha = sha(source);
    flaggedSource = name().equals("SUBMIT") ? source : ALLOWED_WHEN_FULL + source;
    flaggedSha = sha(flaggedSource);
  }

  /** The text that is loaded. */
  String source(boolean knowsFlags) {
    return knowsFlags ? flaggedSource : source;
  }

  /** The name under which servers keep it. */
  String sha(boolean knowsFlags) {
    return knowsFlags ? flaggedSha : sha;
  }

  private static String whole(String name) {
    String own = read(name);
    StringBuilder all = new StringBuilder(read("base"));
    if (own.startsWith(WITH)) {
      for (String part : own.substring(WITH.length(), own.indexOf('\n')).split(" ")) {
        all.append(read(part));
      }
    }
    return all.append(own).toString();
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + ".lua");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
