package io.revolve.spi;

import io.revolve.api.WorkerProcess;
import java.util.List;
import java.util.Set;

/**
 * Where a task's code runs when that is not a thread of this JVM. Thread safe: the worker calls it
 * from as many threads as it has slots.
 */
public interface RunLink extends AutoCloseable {

  /**
   * Runs one attempt and waits for its end.
   *
   * @return the result
   * @throws WorkerLostException if what ran it died of it
   * @throws RunFailedException if it failed, and has said what is to become of it
   * @throws InterruptedException when the thread is interrupted: the code must have been stopped
   * @throws Exception any other failure of the attempt
   */
  Body run(Run run) throws Exception;

  /** What it runs; nothing else comes here. */
  default Set<RunKind> kinds() {
    return Set.of(RunKind.NAMED);
  }

  /** How many attempts it can run at once, as far as it knows; 0 if it does not. */
  default int concurrency() {
    return 0;
  }

  /** The processes in which it runs attempts, oldest first; none if it has no such thing. */
  default List<WorkerProcess> processes() {
    return List.of();
  }

  /** Lets go of all resources. May be called twice. */
  @Override
  void close();
}
