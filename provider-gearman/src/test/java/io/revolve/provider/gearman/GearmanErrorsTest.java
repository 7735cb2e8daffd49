package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Client;
import io.revolve.api.EngineException;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.spi.Config.Address;
import io.revolve.spi.JobLink;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.ServerProcess;
import io.revolve.testkit.Until;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What servers refuse, and servers that are none: it is said in words, and all goes on. */
@Tag("once")
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class GearmanErrorsTest {

  @Test
  void aFullQueueIsSaidAndWhatItTookIsNotSubmittedAgain() {
    try (GearmanServer server = GearmanServer.running();
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT0.5S");
      String function = functionOf(room, "any");
      client.handle(room.task("any"));
      assertEquals("OK", server.ask("maxqueue " + function + " 3").strip());
      List<Task> tasks = IntStream.range(0, 4).mapToObj(i -> room.task("any")).toList();
      List<Heard> heard = tasks.stream().map(task -> Heard.of(task)).toList();

      EngineException error = assertThrows(EngineException.class, () -> client.handleAll(tasks));
      says(error, "127.0.0.1:" + server.port(), function, "Job queue is full", "maxqueue");
      says(error, "2 of 2 failed"); // Two were accepted at first.

      AtomicInteger runs = new AtomicInteger();
      Worker worker = room.worker().handle("any", task -> runs.incrementAndGet()).start();
      client.handleAll(tasks);
      Room.read(client, "all end", () -> heard.stream().allMatch(Heard::hasEnded));
      worker.close();
      assertEquals(5, runs.get());
      heard.forEach(each -> assertEquals(List.of("completed"), each.endings()));
    }
  }

  @Test
  void aPeerThatIsNoGearmandIsSaidAndTheOtherServerIsUsed() throws Exception {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (FakeServer other = new FakeServer((kind, data) -> http);
        GearmanServer server = GearmanServer.running();
        Room alone = Rooms.at(other.port());
        Room room = Rooms.at(other.port(), server.port())) {
      EngineException error = refused(alone);
      says(error, "127.0.0.1:" + other.port(), "expected a packet of Gearman", "\"HTTP\"");
      works(room);
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsSaidAndTheOtherIsUsed() throws Exception {
    try (FakeServer silent = new FakeServer((kind, data) -> new byte[0]);
        GearmanServer server = GearmanServer.running();
        Room alone = Rooms.at(silent.port());
        Room room = Rooms.at(silent.port(), server.port())) {
      EngineException error = refused(alone);
      says(error, "127.0.0.1:" + silent.port(), "connected, but no answer within PT1S");
      works(room);
    }
  }

  @Test
  void anAbsentServerAndAnUnknownHostAreSaid() {
    int nobody = ServerProcess.freePort();
    GearmanSettings settings =
        Rooms.settings(new Address("127.0.0.1", nobody), new Address("no-such-host.invalid", 4730));
    try (JobLink link = new GearmanJobs(settings)) {
      EngineException error = assertThrows(EngineException.class, link::ping);
      says(error, "127.0.0.1:" + nobody + ": Connection refused");
      says(error, "no-such-host.invalid:4730: nobody knows a host of this name");
    }
  }

  @Test
  void aRefusalIsSaidWithItsServerAndTheConnectionIsUsedOn() throws Exception {
    AtomicInteger submitted = new AtomicInteger();
    try (FakeServer server =
            new FakeServer(
                (kind, data) -> {
                  if (kind != FakeServer.SUBMIT_JOB_BG) {
                    return FakeServer.greet(kind, data);
                  }
                  return submitted.incrementAndGet() < 20
                      ? FakeServer.packet(FakeServer.ERROR, "INVALID_COMMAND\0Command not expected")
                      : FakeServer.packet(FakeServer.JOB_CREATED, "H:fake:1");
                });
        Room room = Rooms.at(server.port())) {
      Client client = room.client("timeout", "PT0.5S");
      Task task = room.task("any");
      EngineException error = assertThrows(EngineException.class, () -> client.handle(task));
      says(error, "gearmand at 127.0.0.1:" + server.port(), "refused a job of ", "/default/any");
      says(error, "Command not expected (INVALID_COMMAND)");
      Until.holds("it is accepted", () -> accepts(client, task));
      assertEquals(20, submitted.get());
    }
  }

  @Test
  void garbageInTheMidstEndsTheConnectionAndTheNextOneIsUsed() throws Exception {
    AtomicInteger submitted = new AtomicInteger();
    byte[] garbage = "\0RES, but not so".getBytes(StandardCharsets.US_ASCII);
    try (FakeServer server =
            new FakeServer(
                (kind, data) -> {
                  if (kind != FakeServer.SUBMIT_JOB_BG) {
                    return FakeServer.greet(kind, data);
                  }
                  return submitted.incrementAndGet() == 1
                      ? garbage
                      : FakeServer.packet(FakeServer.JOB_CREATED, "H:fake:1");
                });
        JobLink link = new GearmanJobs(Rooms.settings(server.port()))) {
      EngineException error =
          assertThrows(EngineException.class, () -> link.submit(List.of(Orders.order("one"))));
      says(error, "the connection to gearmand at 127.0.0.1:" + server.port() + " was lost: got a");
      assertEquals("one", link.submit(List.of(Orders.order("one"))).get(0).id());
    }
  }

  @Test
  void anOptionThatIsRefusedIsDoneWithout() throws Exception {
    try (FakeServer server =
            new FakeServer(
                (kind, data) ->
                    kind == FakeServer.OPTION_REQ
                        ? FakeServer.packet(FakeServer.ERROR, "UNKNOWN_OPTION\0None of mine")
                        : FakeServer.greet(kind, data));
        JobLink link = new GearmanJobs(Rooms.settings(server.port()))) {
      link.ping();
      link.ping();
    }
  }

  @Test
  void packetsOfALaterProtocolArePassedOver() throws Exception {
    byte[] unknown = FakeServer.packet(77, "something new");
    try (FakeServer server =
            new FakeServer(
                (kind, data) -> {
                  byte[] answer =
                      kind == FakeServer.SUBMIT_JOB_BG
                          ? FakeServer.packet(FakeServer.JOB_CREATED, "H:fake:1")
                          : FakeServer.greet(kind, data);
                  return Orders.join(unknown, answer, unknown);
                });
        JobLink link = new GearmanJobs(Rooms.settings(server.port()))) {
      assertEquals("one", link.submit(List.of(Orders.order("one"))).get(0).id());
      link.ping();
    }
  }

  @Test
  void anErrorOfWhichNobodyAskedEndsTheConnectionAndAnotherIsMade() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    byte[] error = FakeServer.packet(FakeServer.ERROR, "SHUTDOWN\0Going away");
    try (FakeServer server =
            new FakeServer(
                (kind, data) -> {
                  byte[] answer = FakeServer.greet(kind, data);
                  if (kind == FakeServer.OPTION_REQ) {
                    connections.incrementAndGet();
                  }
                  boolean asked = new String(data, StandardCharsets.UTF_8).equals("revolve");
                  return asked ? Orders.join(answer, error) : answer;
                });
        JobLink link = new GearmanJobs(Rooms.settings(server.port()))) {
      link.ping();
      Until.holds(
          "another connection is made",
          () -> {
            try {
              link.ping();
            } catch (EngineException e) {
              says(e, "Going away (SHUTDOWN)");
            }
            return connections.get() > 2;
          });
    }
  }

  /** A room that works, though one of its servers does not. */
  private static void works(Room room) {
    Client client = room.client();
    room.worker().handle("any", task -> "done").start();
    for (int i = 0; i < 20; i++) {
      assertEquals(List.of("completed"), Rooms.run(client, room.task("any")).endings());
    }
  }

  private static EngineException refused(Room room) {
    Client client = room.client("timeout", "PT2S");
    EngineException error =
        assertThrows(EngineException.class, () -> client.handle(room.task("any")));
    assertTrue(!client.health().green(), "health is red");
    return error;
  }

  private static boolean accepts(Client client, Task task) {
    try {
      client.handle(task);
      return true;
    } catch (EngineException notYet) {
      return false;
    }
  }

  private static String functionOf(Room room, String name) {
    return new Functions(namespace(room), false).work("default", name);
  }

  private static String namespace(Room room) {
    Object section = room.config().get("gearman");
    return String.valueOf(((Map<?, ?>) section).get("namespace"));
  }

  private static void says(EngineException error, String... parts) {
    for (String part : parts) {
      assertTrue(String.valueOf(error.getMessage()).contains(part), error::getMessage);
    }
  }
}
