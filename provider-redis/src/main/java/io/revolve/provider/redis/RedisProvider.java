package io.revolve.provider.redis;

import io.revolve.api.Limit;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.util.EnumSet;

/** Redis 6.2 or later: one server, a master watched by Sentinels, or a Cluster. */
public final class RedisProvider implements Provider {

  /** What a script handles at once keeps all others waiting, so it is bounded. */
  private static final int MAX_PAYLOAD = 16 << 20;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          EnumSet.complementOf(EnumSet.of(Capability.RUNS, Capability.IN_MEMORY)), MAX_PAYLOAD);

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    RedisSettings settings = RedisSettings.read(config);
    return () -> new RedisJobs(new Engine(settings));
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    RedisSettings settings = RedisSettings.read(config);
    return () -> new RedisMessages(new Engine(settings), settings);
  }

  @Override
  public Opening<Limit> limits(Config config, String name, int size) {
    RedisSettings settings = RedisSettings.read(config);
    return () -> RedisLimit.open(new Engine(settings), name, size);
  }
}
