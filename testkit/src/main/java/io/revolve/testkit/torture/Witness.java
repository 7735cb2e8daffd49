package io.revolve.testkit.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down what happens in a worker's JVM, at once and by nothing of Revolve: a line is in the
 * file when its method returns, even if the process is killed then. Thread safe.
 */
final class Witness {

  static final String BEGUN = "begun";
  static final String ENDED = "ended";
  static final String STALLED = "stalled";

  private final FileChannel file;

  /**
   * Writes in a folder, in a file of this process.
   *
   * @throws UncheckedIOException if it cannot
   */
  Witness(Path folder) {
    try {
      file =
          FileChannel.open(
              folder.resolve(Long.toString(ProcessHandle.current().pid())),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void begun(int task, int attempt) {
    write(BEGUN + " " + task + " " + attempt + " " + System.currentTimeMillis());
  }

  void ended(int task, int attempt) {
    write(ENDED + " " + task + " " + attempt + " " + System.currentTimeMillis());
  }

  /** This JVM got no time to run in. */
  void stalled(long from, long to) {
    write(STALLED + " " + from + " " + to + " 0");
  }

  private synchronized void write(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int unused = file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
