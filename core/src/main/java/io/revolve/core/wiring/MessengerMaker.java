package io.revolve.core.wiring;

import io.revolve.api.Messenger;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.config.ConfigReading;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.core.messenger.LinkMessenger;
import io.revolve.spi.Capability;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** Makes messengers from maps. */
public final class MessengerMaker {

  private final KnownProviders known;
  private final WireFormat format;

  @Inject
  MessengerMaker(KnownProviders known, WireFormat format) {
    this.known = known;
    this.format = format;
  }

  /** Reads a messenger's config. */
  public Prepared<Messenger> prepare(Map<String, ?> map) {
    ConfigReading reading = ConfigReading.of("messenger", map);
    MapConfig config = reading.root();
    known.tolerateSections(config);
    Provider provider = known.choose(config, Capability.MESSAGES);
    Opening<MessageLink> opening =
        provider == null ? null : provider.messages(config.section(provider.name()));
    reading.check();
    if (opening == null) {
      throw new IllegalStateException("a config with problems was not refused");
    }
    Map<String, ?> copy = new HashMap<>(map);
    return () -> new LinkMessenger(opening.open(), format, copy);
  }
}
