package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent over one connection, in order. The thread that adds something writes it,
 * unless another is writing, which then takes it along: so many packets go in one call when there
 * are many. All go through one buffer, a large one in pieces, so that it is in memory once. Thread
 * safe.
 */
final class Writer {
  private static final int BUFFER = 64 << 10;

  private final WritableByteChannel channel;
  private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();

  /** How many bytes have not been written yet. */
  private final AtomicLong size = new AtomicLong();

  private final ReentrantLock writing = new ReentrantLock();

  /** What is written next, from its start to its position; this and all below by who writes. */
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /**
   * What is not wholly in the buffer yet: which of its arrays, and where in that the rest begins.
   */
  private @Nullable Frame frame;

  private int array;
  private int offset;

  Writer(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Adds without writing; a {@link #write()} must follow. */
  void add(Frame added) {
    size.addAndGet(added.size());
    queue.add(added);
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
          buffer.flip();
          int count = channel.write(buffer);
          buffer.compact();
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

  /** Fills the buffer; whether there is something to be written. */
  private boolean fill() {
    while (buffer.hasRemaining()) {
      Frame next = frame == null ? queue.poll() : frame;
      if (next == null) {
        break;
      }
      frame = put(next) ? null : next;
    }
    return buffer.position() > 0;
  }

  /** Puts as much as the buffer takes; whether that was all. */
  private boolean put(Frame from) {
    List<byte[]> last = from.last();
    while (array <= last.size()) {
      byte[] bytes = array == 0 ? from.head() : last.get(array - 1);
      int count = Math.min(bytes.length - offset, buffer.remaining());
      buffer.put(bytes, offset, count);
      offset += count;
      if (offset < bytes.length) {
        return false;
      }
      array++;
      offset = 0;
    }
    array = 0;
    return true;
  }
}
