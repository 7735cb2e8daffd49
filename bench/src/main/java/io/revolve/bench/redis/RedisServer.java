package io.revolve.bench.redis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A Redis of the measurement's own, on a free port of the loopback address, in memory only. */
final class RedisServer implements AutoCloseable {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final int port;
  private final Process process;
  private final Resp redis;

  RedisServer() throws IOException, InterruptedException {
    port = freePort();
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
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
    } catch (IOException e) {
      throw new IOException(
          "cannot start redis-server; on Debian: apt-get install redis-server", e);
    }
    redis = connect();
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

  private Resp connect() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        return new Resp(port);
      } catch (IOException e) {
        if (System.nanoTime() - start > BOUND_NANOS || !process.isAlive()) {
          throw e;
        }
        Thread.sleep(20);
      }
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
    redis.close();
    process.destroyForcibly();
  }
}
