package io.revolve.provider.process;

import io.revolve.api.WorkerProcess;
import io.revolve.spi.Body;
import io.revolve.spi.Command;
import io.revolve.spi.Run;
import io.revolve.spi.RunKind;
import io.revolve.spi.RunLink;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs attempts in processes: those that are programs in one each, and others in a pool. */
final class ProcessLink implements RunLink {
  private final ProcessCommands commands;
  private final @Nullable ProcessRuns pool;

  /**
   * Attempts in processes.
   *
   * @param pool for attempts that are no programs; null if there are none
   */
  ProcessLink(ProcessCommands commands, @Nullable ProcessRuns pool) {
    this.commands = commands;
    this.pool = pool;
  }

  @Override
  public Set<RunKind> kinds() {
    EnumSet<RunKind> kinds = EnumSet.of(RunKind.COMMAND);
    if (pool != null) {
      kinds.addAll(pool.kinds());
    }
    return kinds;
  }

  @Override
  public int concurrency() {
    return pool == null ? 0 : pool.concurrency();
  }

  @Override
  public List<WorkerProcess> processes() {
    return pool == null ? List.of() : pool.processes();
  }

  @Override
  public Body run(Run run) throws Exception {
    Command program = run.command();
    if (program != null) {
      return commands.run(run, program);
    }
    if (pool == null) {
      throw new IllegalStateException("no pool that task " + run.name() + " could run in");
    }
    return pool.run(run);
  }

  @Override
  public void close() {
    commands.close();
    if (pool != null) {
      pool.close();
    }
  }
}
