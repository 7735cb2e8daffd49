package io.revolve.provider.process;

import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Limit;
import io.revolve.provider.process.limit.FileLimit;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Runs tasks in a pool of operating-system processes, whatever engine brings them, and shares
 * limits over the processes of a machine.
 */
public final class ProcessProvider implements Provider {

  /** As for {@code Make.limit}. */
  private static final int MOST_SLOTS = 1000;

  private static final Capabilities CAPABILITIES =
      new Capabilities(Set.of(Capability.RUNS, Capability.LIMITS), ProcessSettings.MAX_PAYLOAD);

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Opening<RunLink> runs(Config config) {
    PoolSettings pool = ProcessSettings.pool(config);
    boolean runsCallbacks = ProcessSettings.runsCallbacks(config);
    Opening<Limit> limit = config.has("limit") ? limit(config.section("limit")) : null;
    String place = config.path() + ".limit";
    return () ->
        new ProcessLink(
            new ProcessCommands(limit == null ? null : open(limit, place)),
            pool == null ? null : open(pool, runsCallbacks));
  }

  private Opening<Limit> limit(Config config) {
    return limits(config, config.required("name"), config.integer("size", 1, MOST_SLOTS, 0));
  }

  /** What is wrong is said of the place where it stands in the whole. */
  private static Limit open(Opening<Limit> limit, String place) {
    try {
      return limit.open();
    } catch (ConfigException e) {
      List<String> problems =
          e.problems().stream().map(each -> each.replaceFirst("^limit(?=\\.)", place)).toList();
      throw new ConfigException(place.substring(0, place.indexOf('.')), problems);
    }
  }

  @Override
  public Opening<Limit> limits(Config config, String name, int size) {
    Path folder = config.text("limit-folder").map(Path::of).orElse(FileLimit.usualFolder());
    return () -> FileLimit.open(folder, name, size);
  }

  private static ProcessRuns open(PoolSettings settings, boolean runsCallbacks) {
    try {
      return new ProcessRuns(Pool.open(settings), settings, runsCallbacks);
    } catch (PoolException.BootFailed e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while processes were started", e);
    }
  }
}
