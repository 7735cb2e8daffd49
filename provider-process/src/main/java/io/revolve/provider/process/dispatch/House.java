package io.revolve.provider.process.dispatch;

import java.util.Collection;

/** What a run needs of its dispatcher. */
interface House {
  Threads threads();

  DispatcherSettings settings();

  Sink sink(Execution execution, Output output, boolean isError, Object turn);

  /** A process lives for long. */
  void livesLong();

  /** These are to end. */
  void dying(Collection<ProcessHandle> processes);

  void ended(ProcessRun run, Outcome outcome, boolean isStuck);
}
