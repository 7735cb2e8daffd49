package io.revolve.provider.local;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.util.Map;

/** The embedded default passes the contract. */
class LocalContractTest extends ProviderContract {
  @Override
  protected Fixture open() {
    return namespace -> Map.of("provider", "local", "local", Map.of("namespace", namespace));
  }
}
