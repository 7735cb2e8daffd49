package io.revolve.testkit;

import io.revolve.api.Limit;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;

/**
 * A provider whose links go through something else. Its name is the provider's with a suffix, and
 * it reads the same section under that name.
 *
 * @param inner the provider
 * @param capabilities what this one declares
 * @param links what its links go through
 */
public record Wrapped(Provider inner, Capabilities capabilities, Links links) implements Provider {

  /** What the name ends in. */
  public static final String SUFFIX = "-wrapped";

  /** Declares what the provider declares. */
  public Wrapped(Provider inner, Links links) {
    this(inner, inner.capabilities(), links);
  }

  @Override
  public String name() {
    return inner.name() + SUFFIX;
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    Opening<JobLink> opening = inner.jobs(config);
    // A job link may have messages of its own, which would not go through what the messages do.
    return () -> links.jobs().apply(new PassingJobs(opening.open()));
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    Opening<MessageLink> opening = inner.messages(config);
    return () -> links.messages().apply(opening.open());
  }

  @Override
  public Opening<RunLink> runs(Config config) {
    return inner.runs(config);
  }

  @Override
  public Opening<Limit> limits(Config config, String name, int size) {
    return inner.limits(config, name, size);
  }
}
