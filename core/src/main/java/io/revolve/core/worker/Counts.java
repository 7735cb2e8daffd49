package io.revolve.core.worker;

import io.revolve.api.WorkerProcess;
import io.revolve.api.WorkerStats;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a worker has done. Thread safe. */
final class Counts {

  final LongAdder started = new LongAdder();
  final LongAdder completed = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder retried = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder returned = new LongAdder();

  WorkerStats stats(int running, List<WorkerProcess> processes) {
    return new WorkerStats(
        started.sum(),
        completed.sum(),
        failed.sum(),
        retried.sum(),
        cancelled.sum(),
        lost.sum(),
        returned.sum(),
        running,
        processes);
  }
}
