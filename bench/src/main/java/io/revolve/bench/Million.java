package io.revolve.bench;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Worker;
import java.util.Map;

/** Queues a million tasks with nobody to do them, weighs them, and then does them all. */
final class Million {
  private static final int TASKS = 1_000_000;

  private Million() {}

  /** Argument: a provider. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, Object> engine = Map.of("provider", args[0]);
    try (Make make = new Make();
        Worker worker = make.worker(engine);
        Client client = make.client(engine)) {
      client.handle(make.task(Map.of("name", "noop", "payload", Payload.SAMPLE)));
      long before = used();
      long start = System.nanoTime();
      for (int i = 1; i < TASKS; i++) {
        client.handle(make.task(Map.of("name", "noop", "payload", Payload.SAMPLE)));
      }
      print("queuedPerSecond", TASKS / seconds(start));
      print("bytes", (double) (used() - before) / TASKS);

      start = System.nanoTime();
      worker.handle("noop", running -> running.payload(Payload.class)).start();
      while (worker.stats().completed() < TASKS) {
        Thread.sleep(20);
      }
      print("donePerSecond", TASKS / seconds(start));
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String key, double value) {
    System.out.println(key + "=" + value);
  }
}
