package io.revolve.core.codec;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's buffers, kept by each thread for itself. Jackson's own are fetched and put back by
 * atomic steps, six for each value, which cost as much as writing some of its fields. Only for
 * writers and readers that stay on one thread until they are closed.
 */
final class ThreadBuffers implements RecyclerPool<BufferRecycler> {
  static final ThreadBuffers POOL = new ThreadBuffers();

  private static final long serialVersionUID = 1;

  /** A larger buffer, grown by one large value, is not kept. */
  private static final int LARGEST = 64 << 10;

  /** Softly, as there may be many threads, each with some twenty kilobytes. */
  @SuppressWarnings("ThreadLocalUsage") // There is one pool, and so one of these.
  private final transient ThreadLocal<@Nullable SoftReference<Buffers>> kept = new ThreadLocal<>();

  private ThreadBuffers() {}

  @Override
  public BufferRecycler acquireAndLinkPooled() {
    return acquirePooled();
  }

  @Override
  public BufferRecycler acquirePooled() {
    SoftReference<Buffers> reference = kept.get();
    Buffers buffers = reference == null ? null : reference.get();
    if (buffers == null) {
      buffers = new Buffers();
      kept.set(new SoftReference<>(buffers));
    }
    return buffers;
  }

  @Override
  public void releasePooled(BufferRecycler pooled) {}

  private Object readResolve() {
    return POOL;
  }

  private static final class Buffers extends BufferRecycler {
    private final byte[] @Nullable [] bytes = new byte[4][];
    private final char[] @Nullable [] chars = new char[4][];

    @Override
    public byte[] allocByteBuffer(int place, int size) {
      byte[] buffer = bytes[place];
      int least = Math.max(size, byteBufferLength(place));
      if (buffer == null || buffer.length < least) {
        return balloc(least);
      }
      bytes[place] = null;
      return buffer;
    }

    @Override
    public void releaseByteBuffer(int place, byte[] buffer) {
      if (buffer.length <= LARGEST) {
        bytes[place] = buffer;
      }
    }

    @Override
    public char[] allocCharBuffer(int place, int size) {
      char[] buffer = chars[place];
      int least = Math.max(size, charBufferLength(place));
      if (buffer == null || buffer.length < least) {
        return calloc(least);
      }
      chars[place] = null;
      return buffer;
    }

    @Override
    public void releaseCharBuffer(int place, char[] buffer) {
      if (buffer.length <= LARGEST) {
        chars[place] = buffer;
      }
    }
  }
}
