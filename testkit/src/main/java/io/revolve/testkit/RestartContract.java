package io.revolve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Rule R6.7: the engine itself restarts. */
@Isolated("restarts the engine that all tests share")
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

  private static boolean accepts(Client client, Task task) {
    try {
      client.handle(task);
      return true;
    } catch (EngineException notYet) {
      return false;
    }
  }
}
