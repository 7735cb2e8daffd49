package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One task, done in PHP, in Python and in JavaScript at the same time: which number below half a
 * million takes the most steps to 1, if each is halved or else tripled and added one? The first one
 * that knows it is enough: the others are told so, and give what they have found by then.
 *
 * <pre>
 * javascript    0 %  27 takes 111 steps
 * php           0 %  27 takes 111 steps
 * ...
 * javascript   46 %  230631 takes 442 steps
 * javascript  100 %  done: 410011 takes 448 steps
 * client: enough, php
 * client: enough, python
 * php          42 %  done: 156159 takes 382 steps
 * python        7 %  done: 35655 takes 323 steps
 * </pre>
 *
 * The workers are {@code chains.php}, {@code chains.py} and {@code chains.js} in {@code
 * examples/workers}.
 */
public final class Languages {
  private static final String NAME = "longest-chain";
  private static final int BELOW = 500_000;

  private Languages() {}

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args);
    try (Make make = new Make();
        Client client = make.client(choice.engine())) {
      List<Racer> racers = new ArrayList<>();
      racers.add(racer(make, choice, "php", List.of("php", Home.worker("chains.php"))));
      racers.add(racer(make, choice, "python", List.of("python3", Home.worker("chains.py"))));
      racers.add(racer(make, choice, "javascript", List.of("node", Home.worker("chains.js"))));

      for (Racer racer : racers) {
        racer.task.addListener(Events.COMPLETED, message -> enough(racer, racers));
        client.handle(racer.task);
      }
      while (!racers.stream().allMatch(racer -> client.hasCompleted(racer.task))) {
        client.read(Duration.ofMillis(200));
      }
    }
  }

  /** A worker with a process in that language, and the task for it: each has a queue. */
  private static Racer racer(Make make, Choice choice, String language, List<String> command) {
    Map<String, Object> process = Map.of("command", command, "workers", 1);
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    Map<String, Object> config = choice.engineWith("run", run);
    config.put("queues", List.of(language));
    config.put("names", List.of(NAME));
    make.worker(config).start();

    Map<String, Object> task = Map.of("name", NAME, "payload", BELOW, "queue", language);
    return new Racer(language, make.task(task));
  }

  private static void enough(Racer done, List<Racer> racers) {
    for (Racer racer : racers) {
      if (racer != done && !racer.task.state().isTerminal() && !racer.isTold) {
        System.out.println("client: enough, " + racer.language);
        racer.task.tell("enough", null);
        racer.isTold = true;
      }
    }
  }

  /**
   * A number, and how far it is to 1.
   *
   * @param number where one begins
   * @param steps how many it takes
   */
  record Chain(int number, int steps) {
    @Override
    public String toString() {
      return number + " takes " + steps + " steps";
    }
  }

  /** A task in one language, and what is heard of it. */
  private static final class Racer {
    private final String language;
    private final Task task;
    private double done;
    private boolean isTold;

    Racer(String language, Task task) {
      this.language = language;
      this.task = task;
      task.addListener(
          Events.PROGRESS,
          message -> done = Objects.requireNonNull(message.as(Progress.class)).fraction());
      task.addListener("news", message -> print(Objects.requireNonNull(message.as(Chain.class))));
      task.addListener(Events.COMPLETED, message -> print("done: " + task.result(Chain.class)));
      task.addListener(Events.FAILED, message -> print("failed: " + message));
    }

    private void print(Object what) {
      System.out.printf("%-10s %4.0f %%  %s%n", language, 100 * done, what);
    }
  }
}
