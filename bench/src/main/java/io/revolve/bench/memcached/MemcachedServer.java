package io.revolve.bench.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A memcached of the measurement's own, on a free port of the loopback address. */
final class MemcachedServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final int port;
  private final Process process;

  MemcachedServer() throws IOException, InterruptedException {
    port = freePort();
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
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IOException("cannot start memcached; on Debian: apt-get install memcached", e);
    }
    long start = System.nanoTime();
    while (!ask("version").startsWith("VERSION")) {
      if (System.nanoTime() - start > BOUND_NANOS || !process.isAlive()) {
        throw new IOException("memcached does not answer");
      }
      Thread.sleep(20);
    }
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

  /** Below the ports that outgoing connections get. */
  private static int freePort() throws IOException {
    Random random = new Random();
    IOException none = new IOException("no free port");
    for (int i = 0; i < 1000; i++) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        none = taken;
      }
    }
    throw none;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
