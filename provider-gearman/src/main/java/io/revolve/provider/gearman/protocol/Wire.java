package io.revolve.provider.gearman.protocol;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A channel with what is read from it and written to it. */
final class Wire {

  /** What a server answers that is there and speaks Gearman. */
  private static final byte[] SIGN = Frame.bytes("revolve lives");

  final SocketChannel channel;
  final SelectionKey key;
  final Reader reader;
  final Writer writer;
  final Pulse pulse;

  /** Since when it has been of use, in nanoseconds of this JVM; null as long as it has not. */
  @Nullable Long upSince;

  /** What was wrong when something was written; null as long as nothing was. */
  volatile @Nullable String broken;

  Wire(SocketChannel channel, SelectionKey key, int longest, long timeout) {
    this.channel = channel;
    this.key = key;
    reader = new Reader(longest);
    writer = new Writer(channel);
    pulse = new Pulse(timeout);
  }

  /** Sends what is there, or has the selector say when there is room for it. */
  void flush() {
    try {
      if (!writer.write()) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
        key.selector().wakeup();
      }
    } catch (IOException | CancelledKeyException e) {
      // The loop gives it up: who writes may hold a lock that is needed for that.
      broken = text(e);
      key.selector().wakeup();
    }
  }

  /** Asks for a sign of life. */
  void ask() {
    writer.add(new Frame(Kind.ECHO_REQ, SIGN));
    flush();
  }

  /** Whether that is the sign of life that was asked for here. */
  static boolean isSign(Packet packet) {
    return packet.kind() == Kind.ECHO_RES && Arrays.equals(packet.last(), SIGN);
  }

  /** What was wrong, in words. */
  static String text(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
