package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Order;
import io.revolve.spi.Submission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules R1.1 to R1.6: what is accepted is run. */
public abstract class SubmitContract extends Contract {

  @Test
  void r1_1_acceptedTaskRunsAndCompletes() {
    Client client = room.client();
    room.worker().handle("add", task -> number(task) + 1).start();
    Task task = room.task("add", "payload", 41);
    Heard heard = run(client, task);
    assertEquals(List.of("started", "completed"), heard.events());
    assertEquals(42, task.result(Integer.class));
    assertTrue(client.hasCompleted(task));
  }

  @Test
  void r1_2_everyAcceptedTaskRunsOnceWhereNothingFails() {
    Client client = room.client();
    Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    room.worker()
        .handle(
            "count",
            task -> runs.computeIfAbsent(task.id(), id -> new AtomicInteger()).incrementAndGet())
        .start();
    List<Task> tasks = IntStream.range(0, 300).mapToObj(i -> room.task("count")).toList();
    List<Heard> heard = tasks.stream().map(Heard::of).toList();
    client.handleAll(tasks.subList(0, 150));
    tasks.subList(150, 300).forEach(client::handle);
    Room.read(client, "300 tasks end", () -> heard.stream().allMatch(Heard::hasEnded));
    for (int i = 0; i < 300; i++) {
      AtomicInteger count = runs.getOrDefault(tasks.get(i).id(), new AtomicInteger());
      assertEquals(1, count.get(), "runs of task " + i);
      assertEquals(List.of("completed"), heard.get(i).endings());
    }
  }

  @Test
  void r1_3_lostReplyToASubmissionMakesNoSecondTask() {
    AtomicBoolean lose = new AtomicBoolean(true);
    Client client =
        room.through(
                Links.jobs(
                    link ->
                        new PassingJobs(link) {
                          @Override
                          public List<Submission> submit(List<Order> orders) {
                            List<Submission> reply = super.submit(orders);
                            if (lose.getAndSet(false)) {
                              throw new EngineException("the reply was lost, on purpose");
                            }
                            return reply;
                          }
                        }))
            .client();
    AtomicInteger runs = new AtomicInteger();
    room.worker().handle("once", task -> runs.incrementAndGet()).start();
    Task task = room.task("once");
    Heard heard = Heard.of(task);
    try {
      client.handle(task);
    } catch (EngineException lost) {
      client.handle(task);
    }
    Room.read(client, "the task ends", heard::hasEnded);
    run(room.client(), room.task("once"));
    assertEquals(2, runs.get(), "runs of this task and of one more");
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r1_4_taskWaitsForItsFirstWorker() {
    Client client = room.client();
    Task task = room.task("later");
    Heard heard = Heard.of(task);
    client.handle(task);
    client.read();
    assertEquals(List.of(), heard.events());
    room.worker().handle("later", running -> "here").start();
    Room.read(client, "the task ends", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r1_5_acceptedTaskOutlivesItsClient() {
    AtomicInteger runs = new AtomicInteger();
    Client client = room.client();
    client.handleAll(IntStream.range(0, 20).mapToObj(i -> room.task("orphan")).toList());
    client.close();
    room.worker().handle("orphan", task -> runs.incrementAndGet()).start();
    Until.holds("20 tasks of a client that is gone run", () -> runs.get() == 20);
  }

  @Test
  void r1_6_taskIsAcceptedOnce() {
    Client client = room.client();
    Task task = room.task("one");
    client.handle(task);
    assertThrows(IllegalStateException.class, () -> client.handle(task));
    Worker worker = room.worker().handle("one", running -> null);
    worker.start();
    Room.read(client, "the task ends", () -> client.hasCompleted(task));
    assertFalse(task.cancel());
  }
}
