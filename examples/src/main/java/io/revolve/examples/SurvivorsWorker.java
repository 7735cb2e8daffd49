package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.RunningTask;
import io.revolve.api.Worker;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The worker of {@link Survivors}, in a JVM of its own: runs short tasks until it is killed. */
public final class SurvivorsWorker {
  static final String QUEUE = "survivors";
  static final String LEASE = "PT1S";

  private SurvivorsWorker() {}

  /** Runs the worker: its name, and how to reach the engine. */
  public static void main(String[] args) throws IOException {
    Map<String, Object> config = Choice.of(args).engineWith("queues", QUEUE);
    config.put("lease", LEASE); // After so long the tasks of a killed worker go to another one.
    config.put("concurrency", 4);
    config.put("prefetch", 0); // So that all it has when it is killed are running tasks.
    config.put("crashes", 1000); // No task is to blame for the death of its worker here.
    try (Make make = new Make();
        Worker worker = make.worker(config)) {
      worker.handle("work", SurvivorsWorker::work).start();
      WorkerJvm.serve();
    }
  }

  private static Object work(RunningTask running) throws InterruptedException {
    Thread.sleep(ThreadLocalRandom.current().nextInt(100, 200));
    return "done at attempt " + running.attempt();
  }
}
