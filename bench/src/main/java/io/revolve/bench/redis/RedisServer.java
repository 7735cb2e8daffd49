package io.revolve.bench.redis;

import io.revolve.bench.EngineProcess;
import java.io.IOException;
import java.util.List;

/** A Redis of the measurement's own, on a free port of the loopback address, in memory only. */
final class RedisServer implements AutoCloseable {

  private final int port;
  private final EngineProcess process;
  private final Resp redis;

  RedisServer() throws IOException, InterruptedException {
    port = EngineProcess.freePort();
    List<String> command =
        List.of(
            "redis-server",
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            System.getProperty("java.io.tmpdir"));
    process = new EngineProcess(command);
    process.await(this::answers);
    redis = new Resp(port);
  }

  int port() {
    return port;
  }

  /** A number from INFO. */
  double info(String name) throws IOException {
    String all = String.valueOf(redis.ask("INFO", "everything"));
    return all.lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("INFO has no " + name));
  }

  /** What INFO says of commands. */
  String commandStats() throws IOException {
    return String.valueOf(redis.ask("INFO", "commandstats"));
  }

  /** The server's version. */
  String version() throws IOException {
    return String.valueOf(redis.ask("INFO", "server"))
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .findFirst()
        .orElse("")
        .substring("redis_version:".length());
  }

  /** Forgets everything, also how often which command came. */
  void clear() throws IOException {
    Object unused = redis.ask("FLUSHALL", "SYNC");
    unused = redis.ask("CONFIG", "RESETSTAT");
  }

  private boolean answers() {
    try (Resp probe = new Resp(port)) {
      return String.valueOf(probe.ask("PING")).equals("PONG");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    redis.close();
    process.close();
  }
}
