package io.revolve.provider.process;

import io.revolve.api.EngineException;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.Config;
import io.revolve.spi.Opening;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import java.util.Set;

/** Runs tasks in a pool of operating-system processes, whatever engine brings them. */
public final class ProcessProvider implements Provider {

  private static final Capabilities CAPABILITIES =
      new Capabilities(Set.of(Capability.RUNS), ProcessSettings.MAX_PAYLOAD);

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
    PoolSettings settings = ProcessSettings.read(config);
    boolean runsCallbacks = ProcessSettings.runsCallbacks(config);
    return () -> open(settings, runsCallbacks);
  }

  private static RunLink open(PoolSettings settings, boolean runsCallbacks) {
    try {
      boolean isNamed = settings.protocol().isNamed();
      return new ProcessRuns(Pool.open(settings), runsCallbacks, isNamed);
    } catch (PoolException.BootFailed e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while processes were started", e);
    }
  }
}
