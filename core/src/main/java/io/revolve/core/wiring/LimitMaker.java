package io.revolve.core.wiring;

import io.revolve.api.Limit;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.spi.Capability;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import jakarta.inject.Inject;
import java.util.Map;

/** Makes limits from maps. */
public final class LimitMaker {
  private static final int MOST = 1000;

  private final KnownProviders known;

  @Inject
  LimitMaker(KnownProviders known) {
    this.known = known;
  }

  /** Reads a limit's config. */
  public Prepared<Limit> prepare(Map<String, ?> map) {
    ConfigReading reading = ConfigReading.of("limit", map);
    MapConfig config = reading.root();
    known.tolerateSections(config);
    String name = config.required("name");
    int size = config.integer("size", 1, MOST, 0);
    Provider provider = known.choose(config, Capability.LIMITS);
    Opening<Limit> opening =
        provider == null ? null : provider.limits(config.section(provider.name()), name, size);
    reading.check();
    if (opening == null) {
      throw new IllegalStateException("a config with problems was not refused");
    }
    return opening::open;
  }
}
