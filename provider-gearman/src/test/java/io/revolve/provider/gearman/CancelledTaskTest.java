package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.provider.gearman.admin.Admin;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the client of a cancelled task hears where gearmand says nothing of it any more. */
@Tag("once")
class CancelledTaskTest {
  private static final String FUNCTION = "vanish/default/work";

  private GearmanServer server;
  private Make make;
  private Client client;
  private Admin admin;

  @BeforeEach
  void start() {
    server = GearmanServer.running();
    make = new Make();
    admin = new Admin(ServerProcess.HOST, server.port(), Duration.ofSeconds(10));
    client = make.client(config("reconcile", "PT0.1S"));
  }

  @AfterEach
  void stop() {
    make.close();
    admin.close();
    server.close();
  }

  private Map<String, Object> config(String key, Object value) {
    Map<String, Object> config = new HashMap<>();
    config.put("provider", "gearman");
    config.put("gearman", Map.of("port", server.port(), "namespace", "vanish"));
    config.put(key, value);
    return config;
  }

  @Test
  void aTaskThatWasLostWhileItWasCancelledIsHeardOf() {
    Task task = make.task(Map.of("name", "work"));
    Heard heard = Heard.of(task);
    client.handle(task);
    try (Bare dying = new Bare(server)) {
      // What happens to one that is handed out while it is cancelled, and whose worker dies then.
      String handle = dying.say(Kind.CAN_DO, FUNCTION).grab().split(" ", 2)[0];
      assertTrue(task.cancel(), "it runs, as far as the server knows");
      assertTrue(admin.cancelJob(handle));
    }
    try (Bare next = new Bare(server)) {
      assertEquals("", next.say(Kind.CAN_DO, FUNCTION).grab(), "the server has dropped it");
    }
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals(List.of("cancelled"), heard.events());
  }

  @Test
  void aTaskWhoseWorkerDiesIsCancelledWhereItRunsNext() {
    Task task = make.task(Map.of("name", "work"));
    Heard heard = Heard.of(task);
    client.handle(task);
    try (Bare dying = new Bare(server)) {
      dying.say(Kind.CAN_DO, FUNCTION).grab();
      assertTrue(task.cancel());
    }
    make.worker(config("grace", "PT0.1S"))
        .handle(
            "work",
            running -> {
              Until.within(Until.BOUND, running::isCancelled);
              return "cancelled";
            })
        .start();
    Room.read(client, "it ends", heard::hasEnded);
    assertEquals("cancelled", heard.endings().get(0));
  }
}
