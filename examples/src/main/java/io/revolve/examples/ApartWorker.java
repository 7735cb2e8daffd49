package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The worker of {@link Apart}, in a JVM of its own: runs the lambdas of the examples. */
public final class ApartWorker {
  private ApartWorker() {}

  /** Runs the worker: its name, and how to reach the engine. */
  public static void main(String[] args) throws IOException {
    Map<String, Object> config =
        Choice.of(args).engineWith("callbacks", Map.of("allow", List.of("io.revolve.examples.*")));
    try (Make make = new Make();
        Worker worker = make.worker(config)) {
      worker.start();
      WorkerJvm.serve();
    }
  }
}
