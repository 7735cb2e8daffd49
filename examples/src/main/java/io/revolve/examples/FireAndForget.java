package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Worker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Work is handed over, and nobody waits for it: the client is gone before the worker begins.
 *
 * <pre>
 * client: 3 visits handed over, good bye
 * worker: counted a visit of /index.html
 * worker: counted a visit of /news.html
 * worker: counted a visit of /index.html
 * </pre>
 */
public final class FireAndForget {
  private FireAndForget() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    List<String> visits = List.of("/index.html", "/news.html", "/index.html");
    CountDownLatch counted = new CountDownLatch(visits.size());

    try (Make make = new Make();
        // One at a time, so that the lines come in order.
        Worker worker = make.worker(choice.engineWith("concurrency", 1))) {
      worker.handle(
          "count-visit",
          running -> {
            System.out.println("worker: counted a visit of " + running.payload(String.class));
            counted.countDown();
            return null;
          });

      try (Client client = make.client(choice.engine())) {
        for (String visit : visits) {
          client.handle(make.task(Map.of("name", "count-visit", "payload", visit)));
        }
        System.out.println("client: " + visits.size() + " visits handed over, good bye");
      }

      worker.start();
      counted.await();
    }
  }
}
