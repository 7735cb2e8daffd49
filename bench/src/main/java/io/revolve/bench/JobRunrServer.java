package io.revolve.bench;

import java.time.Duration;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr with its storage in memory, which it polls as often as it allows: every 200 ms. Public,
 * since JobRunr calls its handlers by reflection.
 */
public final class JobRunrServer implements Contender {
  private static final Duration POLL = Duration.ofMillis(200);

  private final InMemoryStorageProvider storage = new InMemoryStorageProvider();
  private final JobRequestScheduler scheduler;
  private final BackgroundJobServer server;
  private volatile @Nullable Flight flight;

  /**
   * A server that runs.
   *
   * @param workers how many; 0 for as many as it takes by itself
   */
  JobRunrServer(int workers) {
    BackgroundJobServerConfiguration config =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andPollInterval(POLL);
    JobRunrConfigurationResult jobRunr =
        JobRunr.configure()
            .useJobActivator(new OneHandler())
            .useStorageProvider(storage)
            .useBackgroundJobServer(workers == 0 ? config : config.andWorkerCount(workers))
            .initialize();
    scheduler = jobRunr.getJobRequestScheduler();
    server = jobRunr.getBackgroundJobServer();
  }

  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public void submit(Payload payload, Flight flight) {
    this.flight = flight;
    scheduler.enqueue(new Noop(payload));
  }

  @Override
  public void close() {
    server.stop();
    storage.close();
  }

  /**
   * A job.
   *
   * @param payload what it carries
   */
  public record Noop(Payload payload) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Lands the flight. */
  public final class Handler implements JobRequestHandler<Noop> {
    @Override
    public void run(Noop noop) {
      Flight now = flight;
      if (now != null && noop.payload().width() > 0) {
        now.land();
      }
    }
  }

  /** Gives JobRunr a handler that knows its flight. */
  private final class OneHandler implements JobActivator {
    private final Handler handler = new Handler();

    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(handler);
    }
  }
}
