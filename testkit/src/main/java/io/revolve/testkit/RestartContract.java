package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.spi.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rules R6.7 and R14.4: the engine itself restarts. */
@ResourceLock(Contract.SHARED) // Restarts the engine that all tests share.
public abstract class RestartContract extends Contract {

  @Test
  void r6_7_engineRestartIsSurvivedByIdleClientsAndWorkers() throws Exception {
    if (!fixture().canRestart()) {
      assertThrows(UnsupportedOperationException.class, fixture()::restartEngine);
      return;
    }
    Client client = room.client();
    room.worker().handle("any", task -> "done").start();
    run(client, room.task("any"));
    fixture().restartEngine();
    Task task = room.task("any");
    Heard heard = Heard.of(task);
    Until.holds("the client is connected again", () -> accepts(client, task));
    Room.read(client, "the task ends", heard::hasEnded);
    assertEquals(List.of("completed"), heard.endings());
  }

  @Test
  void r14_4_workerIsListedAgainAfterARestart() throws Exception {
    if (!fixture().canRestart() || !declared(Capability.WORKERS, () -> room.client().workers())) {
      return;
    }
    Client client = room.client();
    Gate gate = new Gate();
    room.worker("announce", "PT0.4S")
        .handle(
            "hold",
            running -> {
              gate.pass();
              return "done";
            })
        .start();
    Until.holds("it is listed", () -> client.workers().size() == 1);
    fixture().restartEngine();
    Task task = room.task("hold");
    Until.holds("the client is connected again", () -> accepts(client, task));
    // An engine may have kept the old note, in which this task is not.
    Until.holds(
        "it is listed with the new task",
        () -> client.workers().stream().anyMatch(each -> each.tasks().contains(task.id())));
    gate.open();
    Room.read(client, "the task ends", () -> client.hasCompleted(task));
  }

  private static boolean accepts(Client client, Task task) {
    try {
      client.handle(task);
      return true;
    } catch (EngineException notYet) {
      return false;
    }
  }
}
