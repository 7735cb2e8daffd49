package io.revolve.provider.redis;

import io.revolve.testkit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real server on a free port of the loopback address, with its data in a folder. */
final class RedisServer extends ServerProcess {

  private final Path folder;

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
    super(port, at(port, command), "PING", RedisServer::isUp);
    this.folder = folder;
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
    // Else a child would still write to the folder when its parent has been killed.
    command.addAll(List.of("--auto-aof-rewrite-percentage", "0"));
    command.addAll(List.of(options));
    return command;
  }

  private static List<String> at(int port, List<String> command) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", Integer.toString(port), "--bind", HOST));
    return whole;
  }

  private static boolean isUp(String reply) {
    return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
  }

  /** Starts it with what its folder holds, and waits until it answers. */
  @Override
  public void start() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.start();
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
