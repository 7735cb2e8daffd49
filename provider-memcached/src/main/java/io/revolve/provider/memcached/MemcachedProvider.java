package io.revolve.provider.memcached;

import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.util.Set;

/**
 * memcached 1.4.8 or later: one server, or several among which the addresses are divided. It is not
 * durable, since a cache may forget anything at any time: what it forgot is reported.
 */
public final class MemcachedProvider implements Provider {

  /** A quarter of what a server has by default, so that some messages of this size fit. */
  private static final int MAX_PAYLOAD = 16 << 20;

  private static final Capabilities CAPABILITIES =
      new Capabilities(Set.of(Capability.MESSAGES, Capability.REPLAY), MAX_PAYLOAD);

  @Override
  public String name() {
    return "memcached";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    MemcachedSettings settings = MemcachedSettings.read(config);
    return () -> new MemcachedMessages(settings);
  }
}
