package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be sent over one connection, in order. The thread that adds something writes it,
 * unless another is writing, which then takes it along: so many packets go in one call when there
 * are many. Thread safe.
 */
final class Writer {
  private static final int AT_ONCE = 64;

  private final GatheringByteChannel channel;
  private final Queue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong size = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();

  /** What is being written; guarded by {@code writing}. */
  private final ByteBuffer[] taken = new ByteBuffer[AT_ONCE];

  private int first;
  private int end;

  Writer(GatheringByteChannel channel) {
    this.channel = channel;
  }

  /** Adds without writing; a {@link #write()} must follow. */
  void add(ByteBuffer frame) {
    size.addAndGet(frame.remaining());
    queue.add(frame);
  }

  /** How many bytes have not been written yet. */
  long size() {
    return size.get();
  }

  /**
   * Writes what is there, or leaves it to the thread that is writing.
   *
   * @return false if the channel takes no more now, and something is left
   */
  boolean write() throws IOException {
    while (size.get() > 0 && writing.tryLock()) {
      try {
        while (fill()) {
          long count = channel.write(taken, first, end - first);
          if (count == 0) {
            return false;
          }
          size.addAndGet(-count);
        }
      } finally {
        writing.unlock();
      }
    }
    return true;
  }

  /** Whether there is something to be written. */
  private boolean fill() {
    while (first < end && !taken[first].hasRemaining()) {
      taken[first++] = Frames.NOTHING;
    }
    if (first == end) {
      first = 0;
      end = 0;
    }
    while (end < AT_ONCE) {
      ByteBuffer next = queue.poll();
      if (next == null) {
        break;
      }
      taken[end++] = next;
    }
    return first < end;
  }
}
