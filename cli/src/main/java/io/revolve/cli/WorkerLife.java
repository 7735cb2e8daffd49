package io.revolve.cli;

import io.revolve.provider.process.pool.PoolSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When {@code revolve serve} starts more processes, and replaces those that it has. */
final class WorkerLife {

  @Option(
      names = "--max-workers",
      paramLabel = "COUNT",
      description = "How many processes there may be while calls wait; --workers by default.")
  int maxWorkers;

  @Option(
      names = "--calls-per-worker",
      paramLabel = "CALLS",
      description = "Replaces a process after so many calls; 0 (never) by default.")
  int calls;

  @Option(
      names = "--max-memory",
      paramLabel = "BYTES",
      description = "Replaces a process that has so much memory; 0 (never) by default.")
  long memory;

  @Option(
      names = "--max-life",
      paramLabel = "TIME",
      description = "Replaces a process that is so old; PT0S (never) by default.")
  String life = "PT0S";

  @Option(
      names = "--max-idle",
      paramLabel = "TIME",
      description = "Replaces a process without calls for so long; PT0S (never) by default.")
  String idle = "PT0S";

  /** Says what makes no sense. */
  void check(int workers) {
    if (maxWorkers != 0 && maxWorkers < workers) {
      throw new UsageException(
          "--max-workers: expected at least as many as --workers, "
              + workers
              + ", got "
              + maxWorkers);
    }
    notNegative("--calls-per-worker", calls);
    notNegative("--max-memory", memory);
    limits();
  }

  private static void notNegative(String option, long value) {
    if (value < 0) {
      throw new UsageException(option + ": expected 0 or more, got " + value);
    }
  }

  /** This in the pool's terms. */
  PoolSettings apply(PoolSettings pool) {
    PoolSettings.Options usual = pool.options();
    PoolSettings.Options options =
        new PoolSettings.Options(
            usual.name(), maxWorkers, usual.surplusIdle(), usual.fresh(), usual.runAs());
    return pool.withLimits(limits()).withOptions(options);
  }

  private PoolSettings.Limits limits() {
    Duration longest = Times.of("--max-life", life);
    return new PoolSettings.Limits(calls, longest, Times.of("--max-idle", idle), memory);
  }
}
