package io.revolve.testkit.broken;

import io.revolve.spi.Provider;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.Links;
import io.revolve.testkit.Wrapped;
import io.revolve.testkit.socket.SocketFixture;
import io.revolve.testkit.socket.SocketProvider;
import java.util.List;
import java.util.Map;

/** The good engine behind links that are not. */
final class BrokenFixture implements Fixture {

  private final SocketFixture good = new SocketFixture();
  private final Provider broken;

  BrokenFixture(Links links) {
    broken = new Wrapped(new SocketProvider(), links);
  }

  @Override
  public Map<String, Object> jobs(String namespace) {
    Object section = good.jobs(namespace).getOrDefault("socket", Map.of());
    return Map.of("provider", broken.name(), broken.name(), section);
  }

  @Override
  public List<Provider> providers() {
    return List.of(broken);
  }

  @Override
  public void close() {
    good.close();
  }
}
