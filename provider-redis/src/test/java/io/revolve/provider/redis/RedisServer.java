package io.revolve.provider.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real server on a free port of the loopback address, with its data in a folder. */
final class RedisServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Path folder;
  private final int port;
  private final List<String> command;
  private @Nullable Process process;

  /**
   * Starts a server.
   *
   * @param options what else is said on the command line
   */
  RedisServer(Path folder, String... options) {
    this(folder, freePort(), command(folder, options));
    start();
  }

  private RedisServer(Path folder, int port, List<String> command) {
    this.folder = folder;
    this.port = port;
    this.command = command;
  }

  /** A server that is not there yet. */
  static RedisServer absent(Path folder, String... options) {
    return new RedisServer(folder, freePort(), command(folder, options));
  }

  /** Starts a node of a Cluster to be. */
  static RedisServer node(Path folder) {
    RedisServer node =
        new RedisServer(
            folder,
            freePortForNode(),
            command(folder, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
    node.start();
    return node;
  }

  /** Starts a Sentinel that alone decides about a master, within a second. */
  static RedisServer sentinel(Path folder, String master, int masterPort) {
    Path file = folder.resolve("sentinel.conf");
    List<String> lines =
        List.of(
            "dir " + folder,
            "sentinel monitor " + master + " " + HOST + " " + masterPort + " 1",
            "sentinel down-after-milliseconds " + master + " 500",
            "sentinel failover-timeout " + master + " 3000");
    try {
      Files.createDirectories(folder);
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RedisServer sentinel =
        new RedisServer(folder, freePort(), List.of("redis-server", file.toString(), "--sentinel"));
    sentinel.start();
    return sentinel;
  }

  private static List<String> command(Path folder, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("redis-server", "--daemonize", "no", "--dir", folder.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "yes"));
    command.addAll(List.of(options));
    return command;
  }

  int port() {
    return port;
  }

  long pid() {
    return process().pid();
  }

  /** Starts it with what its folder holds, and waits until it answers. */
  void start() {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", Integer.toString(port), "--bind", HOST));
    try {
      Files.createDirectories(folder);
      process =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start redis-server; on Debian: apt-get install redis-server", e);
    }
    until("the server answers", () -> isUp(ask("PING")));
  }

  private static boolean isUp(String reply) {
    return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
  }

  /** Starts it with nothing of what it had. */
  void startEmpty() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
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
    String[] command = {"kill", "-" + name, Long.toString(pid())};
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IOException("cannot send " + name);
    }
  }

  /** Sends one inline command on a connection of its own; returns the reply's first bytes. */
  String ask(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      byte[] reply = new byte[8192];
      int length = socket.getInputStream().read(reply);
      return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
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

  /** Nodes of a Cluster also listen 10,000 above, which must be below those ports too. */
  private static int freePortForNode() {
    IOException none = new IOException("no free port for a node");
    for (int i = 0; i < 1000; i++) {
      int port = freePort();
      if (port < 22_700) {
        try (ServerSocket bus =
            new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
          return bus.getLocalPort() - 10_000;
        } catch (IOException taken) {
          none = taken;
        }
      }
    }
    throw new UncheckedIOException(none);
  }
}
