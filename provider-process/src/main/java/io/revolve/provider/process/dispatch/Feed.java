package io.revolve.provider.process.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes a command's input, on the thread that calls it. */
final class Feed {
  /** As much as any pipe takes at once. */
  private static final int AT_ONCE = 4096;

  private static final int BUFFER = 16 << 10;

  private final Input input;
  private final OutputStream out;
  private volatile String problem = "";

  Feed(Input input, OutputStream out) {
    this.input = input;
    this.out = out;
  }

  /** Whether writing never waits for the command. */
  boolean isShort() {
    return input instanceof Input.Bytes bytes && bytes.bytes().length <= AT_ONCE;
  }

  /** Whether there is nothing to write: the process has its input, or none. */
  static boolean isNeedless(Input input) {
    return input instanceof Input.Nothing || input instanceof Input.FromFile;
  }

  /** What stood in the way; empty if nothing did. */
  String problem() {
    return problem;
  }

  void write() {
    if (input instanceof Input.Bytes bytes) {
      try (out) {
        out.write(bytes.bytes());
      } catch (IOException e) {
        // It has closed its input: that is its affair.
      }
    } else if (input instanceof Input.FromStream from) {
      copy(from.stream());
    }
  }

  /** Nobody reads any more: lets go of a stream that may never end. */
  void giveUp() {
    if (input instanceof Input.FromStream from) {
      close(from.stream());
    }
  }

  private void copy(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    try (out) {
      int count = next(in, buffer);
      while (count >= 0) {
        out.write(buffer, 0, count);
        out.flush();
        count = next(in, buffer);
      }
    } catch (IOException e) {
      // It has closed its input, as above.
    } finally {
      close(in);
    }
  }

  private int next(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      problem = "its input could not be read: " + e;
      return -1;
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // It was read as far as anybody wanted.
    }
  }
}
