package io.revolve.testkit.torture;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Explains why tasks ran more than once. A run may be followed by another only if
 *
 * <ul>
 *   <li>its worker was killed after the one began and before the other did, or
 *   <li>meanwhile the engine was away, or the worker's JVM got no time to run in, for so long that
 *       the lease was lost by that. A lease is extended three times in its length, so that what is
 *       shorter than a third of it takes none.
 * </ul>
 */
final class Account {

  /** Clocks are read a moment before or after what they tell the time of. */
  private static final long MOMENT = 50;

  private final Map<Long, Long> killed;
  private final List<Span> outages;
  private final Witnessed witnessed;
  private final Duration lease;

  int doubled;
  int byKill;
  int byOutage;
  int byStall;

  /**
   * An account.
   *
   * @param killed when each process was, in milliseconds since 1970
   * @param outages when the engine was away
   */
  Account(Map<Long, Long> killed, List<Span> outages, Witnessed witnessed, Duration lease) {
    this.killed = killed;
    this.outages = outages;
    this.witnessed = witnessed;
    this.lease = lease;
  }

  /** Explains all runs; adds those that have no explanation to some faults. */
  void explain(List<String> faults) {
    for (List<Run> runs : witnessed.runs().values()) {
      doubled += runs.size() > 1 ? 1 : 0;
      for (int i = 1; i < runs.size(); i++) {
        explain(runs.get(i - 1), runs.get(i), faults);
      }
    }
  }

  private void explain(Run run, Run next, List<String> faults) {
    Long end = killed.get(run.pid());
    if (end != null && end >= run.began() - MOMENT && end <= next.began() + MOMENT) {
      byKill++;
    } else if (isLong(outages, run, next)) {
      byOutage++;
    } else if (isLong(witnessed.stalls().getOrDefault(run.pid(), List.of()), run, next)) {
      byStall++;
    } else {
      faults.add("ran again for no reason: " + run + ", then " + next + ", killed: " + end);
    }
  }

  private boolean isLong(List<Span> spans, Run run, Run next) {
    return next.began() - run.began() >= lease.toMillis() - MOMENT
        && spans.stream()
            .anyMatch(
                span ->
                    span.length() >= lease.toMillis() / 3 && span.meets(run.began(), next.began()));
  }
}
