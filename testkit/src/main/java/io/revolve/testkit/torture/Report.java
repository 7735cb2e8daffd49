package io.revolve.testkit.torture;

import java.util.List;
import java.util.Locale;

/**
 * What came of it.
 *
 * @param plan what was done
 * @param millis how long it took until the last end was heard
 * @param workerKills how many workers were killed
 * @param outages how long the engine was away each time it was killed, in milliseconds
 * @param doubled tasks that ran more than once
 * @param byKill runs after which there was another, since their worker was killed
 * @param byOutage likewise, since the engine was away for too much of the lease
 * @param byStall likewise, since their JVM got no time to run in
 * @param refusals how often the engine did not accept tasks, which were then handed over again
 * @param faults what must not be
 */
public record Report(
    Plan plan,
    long millis,
    int workerKills,
    List<Long> outages,
    int doubled,
    int byKill,
    int byOutage,
    int byStall,
    int refusals,
    List<String> faults) {

  /** All figures in a few lines. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        """
        torture with -D%s=%d: %,d tasks, %d workers, %d clients, %.1f s
          killed: %d workers; the engine, away for %s ms
          run more than once: %,d tasks; runs done again: %d by a kill, %d by an outage, %d by a stall
          handed over again, since the engine did not answer: %d
          faults: %d %s\
        """,
        Plan.SEED,
        plan.seed(),
        plan.tasks(),
        plan.workers(),
        plan.clients(),
        millis / 1000.0,
        workerKills,
        outages,
        doubled,
        byKill,
        byOutage,
        byStall,
        refusals,
        faults.size(),
        faults.stream().limit(20).toList());
  }
}
