package io.revolve.provider.gearman.admin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One connection on which a question is asked and answered in lines, within a time. Not thread
 * safe.
 */
final class Talk implements AutoCloseable {

  /** More than a worker's line with thousands of functions. */
  private static final int LONGEST = 16 << 20;

  private final Socket socket = new Socket();
  private final InetSocketAddress address;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;
  private long until;
  private boolean isAnswered;

  /** A connection that is made when it is used. */
  Talk(InetSocketAddress address) {
    this.address = address;
  }

  /** Asks, to be answered until a time of this JVM, in nanoseconds. */
  void say(String question, long answeredUntil) throws IOException {
    until = answeredUntil;
    isAnswered = false;
    if (!socket.isConnected()) {
      socket.setTcpNoDelay(true);
      socket.connect(address, left());
    }
    socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether anything has been answered to the last question. */
  boolean isAnswered() {
    return isAnswered;
  }

  /** The next line of the answer, without its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (next == end) {
        fill();
      }
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      line.write(buffer, from, next - from);
      if (next < end) {
        next++;
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() > LONGEST) {
        throw new ProtocolException("it answers a line of more than " + LONGEST + " bytes");
      }
    }
  }

  private void fill() throws IOException {
    socket.setSoTimeout(left());
    int count = socket.getInputStream().read(buffer);
    if (count < 0) {
      throw new EOFException("it has closed the connection");
    }
    isAnswered = true;
    next = 0;
    end = count;
  }

  private int left() throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
