package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules R6.1 to R6.6: an engine that is down or restarts is waited for, and said so. */
public abstract class EngineContract extends Contract {

  private final Outage outage = new Outage();

  @Test
  void r6_1_handleFailsWithinItsTimeoutWhileTheEngineIsDown() {
    Client client = room.through(outage.links()).client("timeout", "PT1S");
    room.worker().handle("later", task -> "done").start();
    outage.begin();
    Task task = room.task("later");
    long begin = System.nanoTime();
    assertThrows(EngineException.class, () -> client.handle(task));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() < 3_000, "within its timeout: " + took);
    outage.end();
    Heard heard = Heard.of(task);
    client.handle(task);
    Room.read(client, "the same task can be handed over again", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r6_2_healthIsRedWhileTheEngineIsDown() {
    Room annex = room.through(outage.links());
    Client client = annex.client("timeout", "PT1S");
    Worker worker = annex.worker().handle("any", task -> null).start();
    run(client, room.task("any"));
    Until.holds("both are green", () -> client.health().green() && worker.health().green());
    outage.begin();
    Until.holds("the client is red", () -> !client.health().green());
    Until.holds("the worker is red", () -> !worker.health().green());
    assertFalse(worker.health().detail().isEmpty());
    outage.end();
    Until.holds("the client is green again", () -> client.health().green());
    Until.holds("the worker is green again", () -> worker.health().green());
  }

  @Test
  void r6_3_workerConsumesAgainWithinSeconds() {
    Client client = room.client();
    room.through(outage.links()).worker().handle("any", task -> null).start();
    run(client, room.task("any"));
    outage.begin();
    Task task = room.task("any");
    Heard heard = Heard.of(task);
    client.handle(task);
    Until.passes(Duration.ofSeconds(2));
    client.read();
    assertEquals(List.of(), heard.events());
    outage.end();
    long begin = System.nanoTime();
    Room.read(client, "the task ends", heard::hasEnded);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.toMillis() < 10_000, "within seconds: " + took);
  }

  @Test
  void r6_4_outageInTheMiddleOfATaskLosesNothing() {
    Client client = room.client();
    Gate said = new Gate();
    Gate gate = new Gate();
    room.through(outage.links())
        .worker("lease", "PT1M")
        .handle(
            "through",
            task -> {
              task.write("said", "before");
              said.open();
              gate.pass();
              task.write("said", "after");
              return "done";
            })
        .start();
    Task task = room.task("through", "attempts", 2);
    Heard heard = Heard.of(task, "said");
    client.handle(task);
    said.passDeaf();
    Room.read(client, "it says something", () -> heard.texts("said").size() == 1);
    outage.begin();
    gate.open();
    Until.passes(Duration.ofSeconds(1));
    outage.end();
    Room.read(client, "the task ends", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
    List<String> texts = heard.texts("said");
    assertEquals("before", texts.get(0));
    assertEquals("after", texts.get(texts.size() - 1));
    assertEquals(List.of(), heard.messages("revolve:gap"));
  }

  @Test
  void r6_5_workerIsClosedInTimeWhileTheEngineIsDown() throws Exception {
    Gate started = new Gate();
    Worker worker = room.through(outage.links()).worker();
    worker
        .handle(
            "hold",
            task -> {
              started.open();
              return Until.passes(Until.BOUND);
            })
        .start();
    room.client().handle(room.task("hold"));
    started.passDeaf();
    outage.begin();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(worker::close);
    closing.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
    assertTrue(worker.await(Duration.ZERO), "it has ended");
  }

  @Test
  void r6_6_idleWorkerIsClosedInTimeWhileTheEngineIsDown() throws Exception {
    Client client = room.client();
    Worker worker = room.through(outage.links()).worker().handle("idle", task -> null).start();
    run(client, room.task("idle"));
    outage.begin();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(worker::close);
    closing.get(Until.BOUND.toSeconds(), TimeUnit.SECONDS);
    assertTrue(worker.await(Duration.ZERO), "it has ended");
  }
}
