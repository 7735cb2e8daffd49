package io.revolve.provider.process.jobserver;

import io.revolve.api.UnsupportedFeatureException;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.JobLink;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import java.util.Set;

/** Tasks that the processes of a job server do. */
public final class JobServerProvider implements Provider {

  /** A frame of the server's usual size, less what stands before the workload. */
  private static final int MOST = (64 << 20) - 512;

  private static final Capabilities CAPABILITIES =
      new Capabilities(Set.of(Capability.JOBS, Capability.MESSAGES, Capability.CANCEL), MOST);

  /** For {@link java.util.ServiceLoader}. */
  public JobServerProvider() {}

  @Override
  public String name() {
    return "jobserver";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<JobLink> jobs(Config config) {
    JobClientSettings settings = JobClientSettings.read(config);
    return () -> new JobServerJobs(settings);
  }

  @Override
  public Opening<MessageLink> messages(Config config) {
    JobClientSettings unused = JobClientSettings.read(config);
    return () -> {
      throw new UnsupportedFeatureException(
          "jobserver has no messages apart from its tasks; a messenger needs another provider");
    };
  }
}
