package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Callback;
import io.revolve.api.Client;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The client tells the running task to pause, to resume and to go faster, and the task answers:
 *
 * <pre>
 * page 1
 * page 2
 * client: pause
 * the task has paused
 * client: resume, and ten times as fast
 * the task goes on at speed 10
 * page 3
 * ...
 * page 8
 * done: 8 pages
 * </pre>
 */
public final class Conversation {
  private Conversation() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    try (Make make = new Make();
        Worker worker = make.worker(choice.engine());
        Client client = make.client(choice.engine())) {
      worker.handle("print-pages", new Printer()).start();

      Task task = make.task(Map.of("name", "print-pages", "payload", 8));
      task.addListener(
          "page",
          message -> {
            System.out.println("page " + message);
            if (Objects.equals(message.as(Integer.class), 2)) {
              System.out.println("client: pause");
              task.tell("pause", null);
            }
          });
      task.addListener(
          "paused",
          message -> {
            System.out.println("the task has paused");
            System.out.println("client: resume, and ten times as fast");
            task.tell("speed", 10);
            task.tell("resume", null);
          });
      task.addListener(
          "resumed", message -> System.out.println("the task goes on at speed " + message));

      client.handle(task);
      while (!client.hasCompleted(task)) {
        client.read(Duration.ofMillis(200));
      }
      System.out.println("done: " + task.result(Integer.class) + " pages");
    }
  }

  /** Prints pages, and listens to its client between them. */
  private static final class Printer implements Callback {
    private static final long serialVersionUID = 1;

    @Override
    public Object call(RunningTask running) throws InterruptedException {
      Pace pace = new Pace(Duration.ofMillis(300));
      running.addListener("pause", message -> pace.pause(true));
      running.addListener(
          "speed", message -> pace.setSpeed(Objects.requireNonNull(message.as(Integer.class))));
      running.addListener("resume", message -> pace.pause(false));

      int pages = Objects.requireNonNull(running.payload(Integer.class));
      for (int page = 1; page <= pages; page++) {
        pace.step();
        if (pace.isPaused()) {
          running.write("paused", null);
          pace.awaitResume();
          running.write("resumed", pace.speed());
        }
        running.write("page", page);
      }
      return pages;
    }
  }
}
