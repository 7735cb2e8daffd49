package io.revolve.provider.redis;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of the contract, on a real server. */
class RedisContractTest extends ProviderContract {

  @TempDir static Path folder;

  @Override
  protected Fixture open() {
    return new RedisFixture(new RedisServer(folder));
  }

  /** One server for all tests. */
  private record RedisFixture(RedisServer server) implements Fixture {

    @Override
    public Map<String, Object> jobs(String namespace) {
      return Map.of(
          "provider", "redis", "redis", Map.of("port", server.port(), "namespace", namespace));
    }

    @Override
    public boolean canRestart() {
      return true;
    }

    @Override
    public void restartEngine() {
      server.stop();
      server.start();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
