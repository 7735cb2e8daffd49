package io.revolve.core.wiring;

import io.revolve.api.ConfigException;
import io.revolve.core.config.KnownProviders;
import io.revolve.core.config.MapConfig;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links that a client's or a worker's config asks for: the job provider's, and for messages
 * those of the {@code messenger} where one is given.
 *
 * @param subject what is configured
 * @param provider who carries the jobs; null if a problem was noted
 * @param jobs the job link; null if a problem was noted
 * @param messages the message link; null if a problem was noted
 * @param runs where the job provider runs code itself; null if it does not
 * @param carriesBoth whether one config says both, so that the job link may have a message link of
 *     its own
 * @param maxMessage the largest message that it carries, in bytes
 */
record Openings(
    String subject,
    @Nullable Provider provider,
    @Nullable Opening<JobLink> jobs,
    @Nullable Opening<MessageLink> messages,
    @Nullable Opening<RunLink> runs,
    boolean carriesBoth,
    long maxMessage) {

  static Openings read(MapConfig config, KnownProviders known) {
    known.tolerateSections(config);
    Provider provider = known.choose(config, Capability.JOBS);
    Opening<JobLink> jobs =
        provider == null ? null : provider.jobs(config.section(provider.name()));
    Provider carrier = provider;
    MapConfig place = config;
    if (config.has("messenger")) {
      place = config.section("messenger");
      known.tolerateSections(place);
      carrier = known.choose(place, Capability.MESSAGES);
    } else if (provider != null && !provider.capabilities().has(Capability.MESSAGES)) {
      config.reject(
          "messenger",
          "is missing; provider \"" + provider.name() + "\" carries no messages, so another must");
      carrier = null;
    }
    Opening<MessageLink> messages =
        carrier == null ? null : carrier.messages(place.section(carrier.name()));
    long most = carrier == null ? 0 : carrier.capabilities().maxPayload();
    Opening<RunLink> runs =
        provider instanceof Kept kept ? kept.ownRuns(config.section(kept.name())) : null;
    return new Openings(
        config.path(), provider, jobs, messages, runs, !config.has("messenger"), most);
  }

  /**
   * Both links, or neither.
   *
   * @throws ConfigException if they cannot be used together
   */
  Open open() {
    if (provider == null || jobs == null || messages == null) {
      throw new IllegalStateException("a config with problems was opened");
    }
    JobLink jobLink = jobs.open();
    try {
      if (jobLink.isPlain() && !carriesBoth) {
        throw new ConfigException(
            subject,
            List.of(
                subject
                    + ".messenger: cannot be used here; jobs without headers say what they have to"
                    + " say where they came from"));
      }
      MessageLink own = carriesBoth ? jobLink.messages() : null;
      return new Open(provider, jobLink, own == null ? messages.open() : own, maxMessage);
    } catch (RuntimeException e) {
      jobLink.close();
      throw e;
    }
  }

  /** The links, opened. */
  record Open(Provider provider, JobLink jobs, MessageLink messages, long maxMessage) {}
}
