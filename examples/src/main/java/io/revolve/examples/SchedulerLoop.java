package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client inside a {@link ScheduledExecutorService}: its listeners run on the scheduler's thread,
 * so that what they touch needs no lock. {@code read()} never blocks the thread.
 *
 * <pre>
 * tick 1 on loop
 * tick 2 on loop
 * tick 3 on loop
 * three ticks on loop
 * </pre>
 */
public final class SchedulerLoop {
  private SchedulerLoop() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    ScheduledExecutorService loop =
        Executors.newSingleThreadScheduledExecutor(code -> new Thread(code, "loop"));
    try (Make make = new Make();
        Worker worker = make.worker(choice.engine());
        Client client = make.client(choice.engine())) {
      worker.handle("tick", new Ticks()).start();

      CountDownLatch done = new CountDownLatch(1);
      Task task = make.task(Map.of("name", "tick"));
      task.addListener("tick", message -> print("tick " + message));
      task.addListener(
          Events.COMPLETED,
          message -> {
            print(message.toString());
            done.countDown();
          });
      client.handle(task);

      ScheduledFuture<?> reading =
          loop.scheduleAtFixedRate(client::read, 0, 20, TimeUnit.MILLISECONDS);
      done.await();
      reading.cancel(false);
    } finally {
      loop.shutdown();
    }
  }

  private static void print(String what) {
    System.out.println(what + " on " + Thread.currentThread().getName());
  }
}
