package io.revolve.provider.process.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS between a channel and those who speak over it. Used by the thread of its loop alone, which
 * does the handshakes' arithmetic, too: some milliseconds for each connection that is made.
 */
final class Tls {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private ByteBuffer plain;

  Tls(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    in = ByteBuffer.allocate(packet);
    out = ByteBuffer.allocate(packet).flip();
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** Begins the handshake, where this side does. */
  void begin() throws IOException {
    engine.beginHandshake();
    shake();
  }

  /**
   * Reads what there is, and hands on what it says.
   *
   * @return false at the end
   */
  boolean read(Ear ear) throws IOException {
    while (true) {
      int count = channel.read(in);
      if (count < 0) {
        return false;
      }
      in.flip();
      boolean goesOn = unwrap(ear);
      in.compact();
      if (!goesOn || count == 0) {
        return goesOn;
      }
    }
  }

  private boolean unwrap(Ear ear) throws IOException {
    while (true) {
      plain.clear();
      SSLEngineResult result = engine.unwrap(in, plain);
      plain.flip();
      if (plain.hasRemaining()) {
        ear.hear(plain);
      }
      switch (result.getStatus()) {
        case CLOSED -> {
          return false;
        }
        case BUFFER_OVERFLOW -> {
          plain = ByteBuffer.allocate(2 * plain.capacity());
          continue;
        }
        case BUFFER_UNDERFLOW -> {
          return true;
        }
        case OK -> {}
      }
      shake();
      if (!in.hasRemaining() && result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
        return true;
      }
    }
  }

  /** Does what the handshake wants of this side. */
  private void shake() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      } else if (status != HandshakeStatus.NEED_WRAP || !wrap(NOTHING)) {
        return;
      }
    }
  }

  /**
   * Writes as much as the channel takes.
   *
   * @return whether all of it has gone
   */
  boolean write(ByteBuffer text) throws IOException {
    shake();
    while (flush() && text.hasRemaining()) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_UNWRAP || !wrap(text)) {
        return false;
      }
    }
    return !out.hasRemaining() && !text.hasRemaining();
  }

  /** One packet; false if the channel takes no more. */
  private boolean wrap(ByteBuffer text) throws IOException {
    if (!flush()) {
      return false;
    }
    out.clear();
    SSLEngineResult result = engine.wrap(text, out);
    out.flip();
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      throw new SSLException("a packet that is larger than it may be");
    }
    return flush() && result.getStatus() == SSLEngineResult.Status.OK;
  }

  private boolean flush() throws IOException {
    if (out.hasRemaining()) {
      int unused = channel.write(out);
    }
    return !out.hasRemaining();
  }

  /** Whether something waits for the channel. */
  boolean isStuck() {
    return out.hasRemaining();
  }

  /** Says the end, if the channel takes it. */
  void end() {
    try {
      engine.closeOutbound();
      boolean unused = wrap(NOTHING);
    } catch (IOException e) {
      // The other side has gone already.
    }
  }
}
