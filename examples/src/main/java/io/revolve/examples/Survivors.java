package io.revolve.examples;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Message;
import io.revolve.api.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One client, three worker JVMs, three hundred tasks. Five times a worker is killed in the middle
 * of its tasks, as {@code kill -9} does, and another one started; at the end nothing was lost.
 *
 * <pre>
 * at work: worker 1 (pid 4711), worker 2 (pid 4712), worker 3 (pid 4713)
 *   50 of 300 completed; kill -9 worker 1 (pid 4711), worker 4 (pid 4789) takes its place
 * ...
 *    300  tasks handed over
 *    300  completed
 *      0  failed
 *      0  lost
 *      0  ended more than once
 *      5  workers killed
 *     19  attempts died with their worker, and were made again by another one
 * </pre>
 */
public final class Survivors {
  private static final int WORKERS = 3;
  private static final int KILLS = 5;

  /** So long without a sign of any task, and those that are missing are lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How often each task has ended, by its id. */
  private final Map<String, Integer> ends = new HashMap<>();

  private int completed;
  private int failed;
  private int again;

  private Survivors() {}

  /** Runs the example; the argument is how many tasks. */
  public static void main(String[] args) throws InterruptedException {
    Choice choice = Choice.of(args).forOtherJvms();
    int count = choice.rest().isEmpty() ? 300 : Integer.parseInt(choice.rest().get(0));
    new Survivors().run(choice, count, args);
  }

  private void run(Choice choice, int count, String... args) throws InterruptedException {
    int kills = 0;
    try (Crew crew = new Crew(WORKERS, SurvivorsWorker.class, args);
        Make make = new Make();
        Client client = make.client(choice.engine())) {
      System.out.println("at work: " + crew);
      client.queues().purge(SurvivorsWorker.QUEUE); // what an interrupted run left there
      client.handleAll(tasks(make, count));

      long lastSign = System.nanoTime();
      while (ends.size() < count && System.nanoTime() - lastSign < PATIENCE.toNanos()) {
        if (client.read(Duration.ofMillis(100)) > 0) {
          lastSign = System.nanoTime();
        }
        // One is killed whenever another sixth of the tasks has ended.
        if (kills < KILLS && ends.size() >= count * (kills + 1) / (KILLS + 1)) {
          kills++;
          System.out.printf("%4d of %d completed; %s%n", completed, count, crew.replaceOldest());
        }
      }
      // A task that still ran somewhere would end a second time within its lease.
      client.read(Duration.parse(SurvivorsWorker.LEASE));
    }
    print(count, kills);
  }

  private List<Task> tasks(Make make, int count) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Task task = make.task(Map.of("name", "work", "queue", SurvivorsWorker.QUEUE));
      task.addListener(Events.COMPLETED, this::completed);
      task.addListener(Events.FAILED, this::failed);
      tasks.add(task);
    }
    return tasks;
  }

  private void completed(Message message) {
    completed++;
    ends.merge(message.taskId(), 1, Integer::sum);
    again += message.attempt() - 1; // every attempt but the last one died with its worker
  }

  private void failed(Message message) {
    failed++;
    ends.merge(message.taskId(), 1, Integer::sum);
  }

  private void print(int count, int kills) {
    int lost = count - ends.size();
    long twice = ends.values().stream().filter(times -> times > 1).count();
    line(count, "tasks handed over");
    line(completed, "completed");
    line(failed, "failed");
    line(lost, "lost");
    line(twice, "ended more than once");
    line(kills, "workers killed");
    line(again, "attempts died with their worker, and were made again by another one");
    if (failed + lost + twice > 0) {
      throw new IllegalStateException("not every task completed, once");
    }
  }

  private static void line(long count, String what) {
    System.out.printf("%7d  %s%n", count, what);
  }
}
