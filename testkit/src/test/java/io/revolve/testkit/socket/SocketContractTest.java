package io.revolve.testkit.socket;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;
import org.junit.jupiter.api.Tag;

/** An engine outside, as far as its clients and workers can tell, passes the contract. */
@Tag("once")
class SocketContractTest extends ProviderContract {
  @Override
  protected Fixture open() {
    return new SocketFixture();
  }
}
