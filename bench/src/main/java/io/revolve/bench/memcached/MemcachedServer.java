package io.revolve.bench.memcached;

import io.revolve.bench.EngineProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A memcached of the measurement's own, on a free port of the loopback address. */
final class MemcachedServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final int port;
  private final EngineProcess process;

  MemcachedServer() throws IOException, InterruptedException {
    port = EngineProcess.freePort();
    List<String> command =
        List.of(
            "memcached",
            "-u",
            System.getProperty("user.name"),
            "-l",
            HOST,
            "-p",
            Integer.toString(port),
            "-U",
            "0",
            "-m",
            "512");
    process = new EngineProcess(command);
    process.await(() -> ask("version").startsWith("VERSION"));
  }

  int port() {
    return port;
  }

  String version() {
    return ask("version").replace("VERSION", "").strip();
  }

  /** Forgets everything. */
  void clear() {
    if (!ask("flush_all").startsWith("OK")) {
      throw new IllegalStateException("memcached does not flush");
    }
  }

  private String ask(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      byte[] reply = new byte[256];
      int length = socket.getInputStream().read(reply);
      return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
