package io.revolve.provider.gearman;

import io.revolve.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real gearmand on a free port of the loopback address. */
final class GearmanServer extends ServerProcess {

  private GearmanServer(int port, List<String> options) {
    super(port, command(port, options), "version", answer -> answer.startsWith("OK"));
  }

  private static List<String> command(int port, List<String> options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("gearmand", "--listen=" + HOST, "--port=" + port, "--log-file=none"));
    command.addAll(options);
    return command;
  }

  @Override
  protected String debianPackage() {
    return "gearman-job-server";
  }

  /** Starts a server that keeps its jobs in memory. */
  static GearmanServer running(String... options) {
    GearmanServer server = new GearmanServer(freePort(), List.of(options));
    server.start();
    return server;
  }

  /** A server that is not started yet, and keeps its jobs in memory. */
  static GearmanServer absent() {
    return new GearmanServer(freePort(), List.of());
  }

  /** Starts a server that keeps its background jobs in a file. */
  static GearmanServer durable(Path folder) {
    return durable(folder, "jobs");
  }

  /** Likewise, in one of several. */
  static GearmanServer durable(Path folder, String name) {
    Path file = folder.resolve(name + ".sqlite");
    return running("--queue-type=libsqlite3", "--libsqlite3-db=" + file);
  }
}
