package io.revolve.provider.gearman;

import io.revolve.api.UnsupportedFeatureException;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.util.EnumSet;

/** Jobs and messages through gearmand. */
public final class GearmanProvider implements Provider {
  private static final int MOST = 64 << 20;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          EnumSet.of(
              Capability.JOBS,
              Capability.MESSAGES,
              Capability.DURABLE,
              Capability.DELAY,
              Capability.PRIORITY,
              Capability.DEAD_LETTERS,
              Capability.CANCEL,
              Capability.COUNTS),
          MOST);

  /** For {@link java.util.ServiceLoader}. */
  public GearmanProvider() {}

  @Override
  public String name() {
    return "gearman";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    GearmanSettings settings = GearmanSettings.read(config);
    return () -> settings.raw() ? new RawJobs(settings) : new GearmanJobs(settings);
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    GearmanSettings settings = GearmanSettings.read(config);
    return () -> {
      if (settings.raw()) {
        throw new UnsupportedFeatureException(
            "gearman with raw has no messages apart from its tasks; leave raw out of the"
                + " messenger");
      }
      return new GearmanMessages(settings);
    };
  }
}
