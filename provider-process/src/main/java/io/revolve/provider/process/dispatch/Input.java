package io.revolve.provider.process.dispatch;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a command reads from its standard input. A command that closes it early, or ends without
 * reading all of it, has done nothing wrong.
 */
public sealed interface Input {

  /** Nothing: the command finds the end at once. */
  record Nothing() implements Input {}

  /**
   * Bytes in memory.
   *
   * @param bytes not copied
   */
  record Bytes(byte[] bytes) implements Input {}

  /** A file, which the command reads itself. */
  record FromFile(Path path) implements Input {}

  /**
   * A stream, which is read as fast as the command does, by a thread of its own, and closed. One
   * that cannot be read any more ends the command's input, and the outcome tells of it.
   */
  record FromStream(InputStream stream) implements Input {}

  /** Nothing. */
  static Input nothing() {
    return new Nothing();
  }

  /** A text, in UTF-8. */
  static Input text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
