package io.revolve.provider.memcached;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Every rule of the contract: messages through a real server, and jobs in this JVM. With jobs that
 * leave it: {@link MemcachedBesideRedisContractTest}.
 */
@Tag("long")
class MemcachedContractTest extends ProviderContract {

  @Override
  protected Fixture open() {
    return new MemcachedFixture(MemcachedServer.running("-m", "256"));
  }

  /** One server for all tests. */
  private record MemcachedFixture(MemcachedServer server) implements Fixture {

    @Override
    public Map<String, Object> jobs(String namespace) {
      return Map.of("provider", "local", "local", Map.of("namespace", namespace));
    }

    @Override
    public Map<String, Object> messages(String namespace) {
      return Map.of(
          "provider",
          "memcached",
          "memcached",
          Map.of("port", server.port(), "namespace", namespace));
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
