package io.revolve.provider.process;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Without an engine, tasks are kept in this JVM, and the provider passes the contract by itself.
 */
@Tag("once")
class ProcessContractTest extends ProviderContract {
  @Override
  protected Fixture open() {
    return namespace -> Map.of("provider", "process", "process", Map.of("namespace", namespace));
  }
}
