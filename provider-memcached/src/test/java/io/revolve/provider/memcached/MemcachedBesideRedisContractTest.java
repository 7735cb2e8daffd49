package io.revolve.provider.memcached;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import io.revolve.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every rule of the contract: messages through memcached, and jobs through Redis, so that workers
 * and clients of other JVMs meet here too.
 */
@Tag("once")
class MemcachedBesideRedisContractTest extends ProviderContract {

  @TempDir static Path folder;

  @Override
  protected Fixture open() {
    ServerProcess redis = redis(ServerProcess.freePort());
    redis.start();
    return new Pair(redis, MemcachedServer.running("-m", "256"));
  }

  /** It keeps its jobs over a restart, which memcached's messages do not survive. */
  private static ServerProcess redis(int port) {
    List<String> command =
        List.of(
            "redis-server",
            "--bind",
            ServerProcess.HOST,
            "--port",
            Integer.toString(port),
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--appendonly",
            "yes");
    return new ServerProcess(port, command, "PING", answer -> answer.startsWith("+PONG"));
  }

  /** Two servers for all tests. */
  private record Pair(ServerProcess redis, MemcachedServer memcached) implements Fixture {

    @Override
    public Map<String, Object> jobs(String namespace) {
      return Map.of(
          "provider", "redis", "redis", Map.of("port", redis.port(), "namespace", namespace));
    }

    @Override
    public Map<String, Object> messages(String namespace) {
      return Map.of(
          "provider",
          "memcached",
          "memcached",
          Map.of("port", memcached.port(), "namespace", namespace));
    }

    @Override
    public boolean canRestart() {
      return true;
    }

    @Override
    public void restartEngine() {
      redis.stop();
      memcached.stop();
      redis.start();
      memcached.start();
    }

    @Override
    public void close() {
      redis.close();
      memcached.close();
    }
  }
}
