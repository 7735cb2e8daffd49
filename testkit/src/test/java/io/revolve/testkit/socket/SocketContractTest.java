package io.revolve.testkit.socket;

import io.revolve.testkit.Fixture;
import io.revolve.testkit.ProviderContract;

/** An engine outside, as far as its clients and workers can tell, passes the contract. */
class SocketContractTest extends ProviderContract {
  @Override
  protected Fixture open() {
    return new SocketFixture();
  }
}
