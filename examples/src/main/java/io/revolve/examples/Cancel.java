package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Two tasks are cancelled: one that waits and so never begins, and one that runs and is asked to
 * end.
 *
 * <pre>
 * first: runs
 * second: cancelled
 * worker: first hole is filled up again
 * first: cancelled
 * </pre>
 */
public final class Cancel {
  private Cancel() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    try (Make make = new Make();
        // One slot, so that the second task has to wait.
        Worker worker = make.worker(choice.engineWith("concurrency", 1));
        Client client = make.client(choice.engine())) {
      worker
          .handle(
              "dig",
              running -> {
                try {
                  while (true) {
                    running.throwIfCancelled(); // as often as the work can be left
                    Thread.sleep(20);
                  }
                } finally {
                  System.out.println(
                      "worker: " + running.payload(String.class) + " is filled up again");
                }
              })
          .start();

      Task first = make.task(Map.of("name", "dig", "payload", "first hole"));
      Task second = make.task(Map.of("name", "dig", "payload", "second hole"));
      first.addListener(
          Events.STARTED,
          message -> {
            System.out.println("first: runs");
            second.cancel();
          });
      second.addListener(Events.STARTED, message -> System.out.println("second: runs"));
      second.addListener(
          Events.CANCELLED,
          message -> {
            System.out.println("second: cancelled");
            first.cancel();
          });
      first.addListener(Events.CANCELLED, message -> System.out.println("first: cancelled"));

      client.handleAll(List.of(first, second));
      while (!client.hasCompleted(first)) {
        client.read(Duration.ofMillis(200));
      }
    }
  }
}
