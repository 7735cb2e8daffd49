package io.revolve.provider.local;

import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.util.EnumSet;

/** The engine in this JVM's memory: links of the same namespace meet, whoever opened them. */
public final class LocalProvider implements Provider {

  /** For {@link java.util.ServiceLoader}. */
  public LocalProvider() {}

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          EnumSet.complementOf(EnumSet.of(Capability.RUNS, Capability.DURABLE, Capability.LIMITS)),
          Integer.MAX_VALUE);

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    LocalSettings settings = LocalSettings.read(config);
    return () ->
        new LocalJobLink(LocalSpaces.ofThisJvm().enter(settings.namespace()), settings.ended());
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    LocalSettings settings = LocalSettings.read(config);
    return () ->
        new LocalMessageLink(LocalSpaces.ofThisJvm().enter(settings.namespace()), settings);
  }
}
