package io.revolve.provider.process.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Reads one of a process's streams to its end, on the thread that calls it. */
final class Reader {
  private static final int SMALL = 8 << 10;
  private static final int LARGE = 64 << 10;

  private final InputStream in;
  private final Sink sink;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean waiting = true;

  Reader(InputStream in, Sink sink) {
    this.in = in;
    this.sink = sink;
  }

  /**
   * Reads.
   *
   * @param beside what is done first
   */
  void read(Runnable beside) {
    // As long as this lock is held, the JVM cannot close the stream when the process has ended, and
    // lose what another process writes to it later. It closes the standard output first, so the
    // other is safe as long as that one is held.
    synchronized (in) {
      try (in) {
        beside.run();
        byte[] buffer = new byte[SMALL];
        int count = in.read(buffer);
        while (count >= 0) {
          waiting = false;
          sink.accept(buffer, count);
          if (count == buffer.length && count < LARGE) {
            buffer = Arrays.copyOf(buffer, 2 * count);
          }
          waiting = true;
          count = in.read(buffer);
        }
      } catch (IOException e) {
        // The stream was closed: nothing more can come.
      } finally {
        sink.close();
        over.countDown();
      }
    }
  }

  /** Whether nothing comes, though there is no end. */
  boolean isWaiting() {
    return waiting && over.getCount() > 0;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until it has read all, or was given up. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Waits no more; what still comes is read and dropped. */
  void giveUp() {
    sink.close();
    over.countDown();
  }
}
