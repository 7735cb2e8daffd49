package io.revolve.provider.process.server;

import io.revolve.provider.process.protocol.AmpFrames;
import io.revolve.provider.process.protocol.AmpReader;
import io.revolve.provider.process.protocol.AmpWord;
import io.revolve.provider.process.protocol.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A client with a plain socket, which says whatever it is told to. */
final class Plain implements AutoCloseable {
  private final Socket socket;
  private final Bytes bytes = new Bytes();
  private final AmpReader reader = new AmpReader(Integer.MAX_VALUE - 1024);
  private final Deque<AmpWord> words = new ArrayDeque<>();

  Plain(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
  }

  Plain(JobServer server) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), server.port()));
  }

  Socket socket() {
    return socket;
  }

  void say(byte[]... frames) throws IOException {
    for (byte[] frame : frames) {
      socket.getOutputStream().write(frame);
    }
  }

  void call(int id, String procedure, String workload) throws IOException {
    call(id, procedure, workload.getBytes(StandardCharsets.UTF_8));
  }

  void call(int id, String procedure, byte[] workload) throws IOException {
    say(AmpFrames.request(id, procedure.getBytes(StandardCharsets.UTF_8), workload));
  }

  /** The next that the server says; null at the end. */
  @Nullable AmpWord next() throws IOException {
    while (words.isEmpty()) {
      if (!bytes.fill(socket.getInputStream())) {
        return null;
      }
      reader.read(bytes, words::add);
    }
    return words.remove();
  }

  /** As "7 LAST text". */
  String answer() throws IOException {
    AmpWord word = next();
    if (word instanceof AmpWord.Result result) {
      return result.id()
          + " "
          + result.kind()
          + " "
          + new String(result.data(), StandardCharsets.UTF_8);
    }
    return String.valueOf(word);
  }

  /** Whether the server closes the connection before it says anything else but that it does. */
  boolean isClosed() {
    try {
      AmpWord word = next();
      return word == null || (word instanceof AmpWord.Close && next() == null);
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
