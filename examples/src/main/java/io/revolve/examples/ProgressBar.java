package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A task says how far it is, and its client draws a bar on a terminal, or lines into a pipe:
 *
 * <pre>
 * 10 of 100
 * 20 of 100
 * ...
 * done: 338350 is the sum of the squares up to 100
 * </pre>
 */
public final class ProgressBar {
  private ProgressBar() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    try (Make make = new Make();
        Worker worker = make.worker(choice.engine());
        Client client = make.client(choice.engine())) {
      worker
          .handle(
              "sum-squares",
              running -> {
                int last = Objects.requireNonNull(running.payload(Integer.class));
                long sum = 0;
                for (int i = 1; i <= last; i++) {
                  Thread.sleep(15); // so that there is something to see
                  sum += (long) i * i;
                  running.progress(i, last);
                }
                return sum;
              })
          .start();

      Bar bar = new Bar(Bar.onTerminal());
      Task task = make.task(Map.of("name", "sum-squares", "payload", 100));
      task.addListener(
          Events.PROGRESS, message -> bar.show(Objects.requireNonNull(message.as(Progress.class))));
      client.handle(task);
      while (!client.hasCompleted(task)) {
        client.read(Duration.ofMillis(200));
      }
      bar.end();
      System.out.println(
          "done: " + task.result(Long.class) + " is the sum of the squares up to 100");
    }
  }
}
