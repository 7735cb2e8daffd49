package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The worker of {@link Machines}, in a JVM of its own: counts the words of one file after another.
 */
public final class MachinesWorker {
  private MachinesWorker() {}

  /** Runs the worker: its name, and how to reach the engine. */
  public static void main(String[] args) throws IOException {
    Choice choice = Choice.of(args);
    String name = choice.rest().get(0);
    Map<String, Object> config = choice.engineWith("concurrency", 1);
    config.put("prefetch", 0); // It leaves to the others what it cannot begin at once.
    try (Make make = new Make();
        Worker worker = make.worker(config)) {
      worker
          .handle(
              "count-file",
              running -> {
                String file = Objects.requireNonNull(running.payload(String.class));
                return new Part(name, Counts.of(Path.of(file)));
              })
          .start();
      WorkerJvm.serve();
    }
  }

  /**
   * What a task gives back.
   *
   * @param worker who did it
   * @param counts the words of the file
   */
  record Part(String worker, Counts counts) {}
}
