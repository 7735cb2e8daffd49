package io.revolve.provider.process.dispatch;

import java.nio.file.Path;

/** Where goes what a command writes to its standard output or its standard error. */
public sealed interface Output {

  /** As much as is kept of an output unless told otherwise: 16 MiB. */
  int USUAL_MEMORY = 16 << 20;

  /** How long a line is at most unless told otherwise: 64 KiB. */
  int USUAL_LINE = 64 << 10;

  /**
   * Into memory, to be found in the outcome. What comes after the bound is read and dropped, and
   * counted in {@link Captured#dropped()}.
   *
   * @param bound how many bytes are kept at most, the first ones
   */
  record Memory(int bound) implements Output {

    /** Refuses a negative bound. */
    public Memory {
      if (bound < 0) {
        throw new IllegalArgumentException("a bound must not be negative, got " + bound);
      }
    }
  }

  /**
   * Line by line to a listener, while the command runs. Nothing is dropped: a listener that takes
   * its time keeps the command waiting.
   *
   * @param longest how many bytes a line has at most; a longer one comes in pieces
   */
  record Lines(LineListener listener, int longest) implements Output {

    /** Refuses lines of no bytes. */
    public Lines {
      if (longest < 1) {
        throw new IllegalArgumentException("a line has at least one byte, got " + longest);
      }
    }
  }

  /**
   * Into a file, which the command writes itself.
   *
   * @param append whether what is in the file stays
   */
  record ToFile(Path path, boolean append) implements Output {}

  /** Nowhere. */
  record Nowhere() implements Output {}

  /** Standard error only: to where the standard output goes, in the order it is written. */
  record WithOutput() implements Output {}

  /** Into memory, {@link #USUAL_MEMORY} at most. */
  static Output memory() {
    return new Memory(USUAL_MEMORY);
  }

  /** Line by line, {@link #USUAL_LINE} each at most. */
  static Output lines(LineListener listener) {
    return new Lines(listener, USUAL_LINE);
  }

  /** Nowhere. */
  static Output nowhere() {
    return new Nowhere();
  }
}
