package io.revolve.provider.memcached;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real server on a free port of the loopback address. */
final class MemcachedServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final int port;
  private final List<String> command = new ArrayList<>();
  private @Nullable Process process;

  private MemcachedServer(int port, String... options) {
    this.port = port;
    command.addAll(List.of("memcached", "-u", System.getProperty("user.name")));
    command.addAll(List.of("-l", HOST, "-p", Integer.toString(port), "-U", "0", "-t", "2"));
    command.addAll(List.of(options));
  }

  /**
   * Starts a server.
   *
   * @param options what else is said on the command line
   */
  static MemcachedServer running(String... options) {
    MemcachedServer server = absent(options);
    server.start();
    return server;
  }

  /** A server that is not there yet. */
  static MemcachedServer absent(String... options) {
    return new MemcachedServer(freePort(), options);
  }

  int port() {
    return port;
  }

  /** Starts it, empty, and waits until it answers. */
  void start() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start memcached; on Debian: apt-get install memcached", e);
    }
    until("the server answers", () -> ask("version").startsWith("VERSION"));
  }

  /** Asks it to end, as its service would. */
  void stop() {
    Process running = process();
    running.destroy();
    await(running);
  }

  /** {@code kill -9}. */
  void kill() {
    Process running = process();
    running.destroyForcibly();
    await(running);
  }

  /** Sends it a signal, such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    String[] signal = {"kill", "-" + name, Long.toString(process().pid())};
    if (new ProcessBuilder(signal).start().waitFor() != 0) {
      throw new IOException("cannot send " + name);
    }
  }

  /** Sends one command on a connection of its own; returns the reply's first bytes. */
  String ask(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      byte[] reply = new byte[8192];
      int length = socket.getInputStream().read(reply);
      return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** One of the numbers that {@code stats} says. */
  long stat(String name) {
    return ask("stats")
        .lines()
        .filter(line -> line.startsWith("STAT " + name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 6)))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain until: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted until: " + what, e);
      }
    }
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("the server was not started");
    }
    return process;
  }

  private static void await(Process process) {
    until("the server has ended", () -> !process.isAlive());
  }

  /** Below the ports that outgoing connections get: one of these could take it between restarts. */
  static int freePort() {
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
    throw new UncheckedIOException(none);
  }
}
