package io.revolve.provider.memcached;

import io.revolve.testkit.ServerProcess;
import java.util.ArrayList;
import java.util.List;

/** A real server on a free port of the loopback address. */
final class MemcachedServer extends ServerProcess {

  private MemcachedServer(int port, String... options) {
    super(port, command(port, options), "version", answer -> answer.startsWith("VERSION"));
  }

  private static List<String> command(int port, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("memcached", "-u", System.getProperty("user.name")));
    command.addAll(List.of("-l", HOST, "-p", Integer.toString(port), "-U", "0", "-t", "2"));
    command.addAll(List.of(options));
    return command;
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

  /** One of the numbers that {@code stats} says. */
  long stat(String name) {
    return ask("stats")
        .lines()
        .filter(line -> line.startsWith("STAT " + name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 6)))
        .findFirst()
        .orElseThrow();
  }
}
