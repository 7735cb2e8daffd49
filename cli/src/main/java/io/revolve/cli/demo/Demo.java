package io.revolve.cli.demo;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs a plan: one client and one worker in this process, and what they say put on a board. */
final class Demo {

  /** Between two looks at the screen. */
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Far beyond what any plan takes: a demo that hangs says so instead. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Plan plan;
  private final View view;

  Demo(Plan plan, View view) {
    this.plan = plan;
    this.view = view;
  }

  /** Runs all tasks to their ends; returns what was heard. */
  Board run() throws InterruptedException {
    Board board = new Board(view::happened);
    Map<String, Object> local = Map.of("namespace", "demo-" + UUID.randomUUID());
    try (Make make = new Make();
        Worker worker =
            make.worker(Map.of("provider", "local", "local", local, "concurrency", plan.slots()));
        Client client = make.client(Map.of("provider", "local", "local", local))) {
      worker
          .handle(CountWords.NAME, new CountWords())
          .handle(HashFile.NAME, new HashFile())
          .start();
      List<Task> tasks = tasks(make, new Ears(board), board);
      client.handleAll(tasks);
      while (!tasks.stream().allMatch(client::hasCompleted)) {
        client.read(GLANCE);
        view.show(board);
        if (board.time().compareTo(LONGEST) > 0) {
          throw new IllegalStateException("the demo has not ended after " + LONGEST);
        }
      }
    }
    return board;
  }

  private List<Task> tasks(Make make, Ears ears, Board board) {
    List<Task> tasks = new ArrayList<>();
    Row hurriedRow = board.add(plan.hurried().label());
    Task hurried = counting(make, plan.hurried());
    ears.listen(hurried, hurriedRow);
    ears.listenToCounting(hurried, hurriedRow);
    ears.hurry(hurried, hurriedRow, Plan.HURRY_AT, Plan.HURRY);
    tasks.add(hurried);

    Row hashRow = board.add("SHA-256, over and over");
    Task hash = make.task(Map.of("name", HashFile.NAME, "payload", plan.hashing()));
    ears.listen(hash, hashRow);
    ears.listenToHashing(hash, hashRow);
    ears.cancel(hash, plan.cancelAt());
    tasks.add(hash);

    for (Bundle bundle : plan.others()) {
      Row row = board.add(bundle.label());
      Task task = counting(make, bundle);
      ears.listen(task, row);
      ears.listenToCounting(task, row);
      tasks.add(task);
    }
    return tasks;
  }

  /** The one that will fail goes first, so that its retry does too, and can be seen. */
  private static Task counting(Make make, Bundle bundle) {
    return make.task(
        Map.of(
            "name",
            CountWords.NAME,
            "payload",
            bundle,
            "attempts",
            3,
            "backoff",
            "PT0.7S",
            "priority",
            bundle.failsFirst() ? "high" : "normal"));
  }
}
