package io.revolve.provider.process.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a socket. An interrupt of a thread that reads or writes does not close it, as it
 * would close a channel that blocks: who reads hears of it, and nothing is lost; who writes does so
 * to the end.
 */
final class SocketStreams {

  private SocketStreams() {}

  static Relay of(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return new Relay(new In(channel), new Out(channel));
  }

  /** Waits until a channel can be read from, or written to. */
  private static final class Wait {
    private final SocketChannel channel;
    private final int what;
    private volatile @Nullable Selector selector;

    Wait(SocketChannel channel, int what) {
      this.channel = channel;
      this.what = what;
    }

    /** Returns early if the thread is interrupted. */
    void await() throws IOException {
      Selector mine = selector == null ? open() : selector;
      try {
        int unused = mine.select();
        mine.selectedKeys().clear();
      } catch (ClosedSelectorException e) {
        throw new AsynchronousCloseException();
      }
    }

    private synchronized Selector open() throws IOException {
      if (!channel.isOpen()) {
        throw new AsynchronousCloseException();
      }
      Selector opened = channel.provider().openSelector();
      selector = opened;
      SelectionKey unused = channel.register(opened, what);
      return opened;
    }

    synchronized void close() throws IOException {
      channel.close();
      Selector opened = selector;
      if (opened != null) {
        opened.close();
      }
    }
  }

  private static final class In extends InputStream {
    private final SocketChannel channel;
    private final Wait wait;

    In(SocketChannel channel) {
      this.channel = channel;
      wait = new Wait(channel, SelectionKey.OP_READ);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      ByteBuffer into = ByteBuffer.wrap(bytes, from, length);
      int count = channel.read(into);
      while (count == 0) {
        wait.await();
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted before anything came");
        }
        count = channel.read(into);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      wait.close();
    }
  }

  private static final class Out extends OutputStream {
    private final SocketChannel channel;
    private final Wait wait;

    Out(SocketChannel channel) {
      this.channel = channel;
      wait = new Wait(channel, SelectionKey.OP_WRITE);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
      boolean wasInterrupted = false;
      try {
        int unused = channel.write(left);
        while (left.hasRemaining()) {
          wait.await();
          wasInterrupted |= Thread.interrupted();
          unused = channel.write(left);
        }
      } finally {
        if (wasInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void close() throws IOException {
      wait.close();
    }
  }
}
