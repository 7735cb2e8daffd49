package io.revolve.provider.gearman;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Every rule of the contract, on a real server that keeps its jobs in memory. */
@Tag("once") // On a later JDK the contract runs in memory and on Redis.
class GearmanContractTest extends ProviderContract {

  @Override
  protected Fixture open() {
    return new GearmanFixture(GearmanServer.running());
  }

  /** One server for all tests. */
  private record GearmanFixture(GearmanServer server) implements Fixture {

    @Override
    public Map<String, Object> jobs(String namespace) {
      return Map.of(
          "provider", "gearman", "gearman", Map.of("port", server.port(), "namespace", namespace));
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
