package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.testkit.Heard;
import io.revolve.testkit.Room;
import io.revolve.testkit.RunTasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The languages over those relays that {@link LanguagesTest} has no time for. */
@Timeout(60)
@Tag("once")
@ParameterizedClass
@CsvSource({"PHP, tcp", "PYTHON, unix", "JAVASCRIPT, tcp", "JAVA, unix", "JAVA, tcp"})
class RelaysTest {
  private final LanguagesTest.Language language;
  private final String relay;
  private final Room room =
      new Room(namespace -> Map.of("provider", "local", "local", Map.of("namespace", namespace)));

  RelaysTest(LanguagesTest.Language language, String relay) {
    this.language = language;
    this.relay = relay;
  }

  @BeforeEach
  void work() {
    Map<String, Object> process =
        Map.of(
            "command",
            language.command(),
            "relay",
            relay,
            "workers",
            1,
            "start-timeout",
            "PT60S"); // A busy machine starts many at once.
    Map<String, Object> run = Map.of("provider", "process", "process", process);
    Worker worker = room.make().worker(room.config("run", run));
    if (language == LanguagesTest.Language.JAVA) {
      RunTasks.handle(worker);
    }
    worker.start();
  }

  @AfterEach
  void close() {
    room.close();
  }

  /** One test, since each begins with the start of a process. */
  @Test
  void resultEventsAndWhatIsToldComeThrough() {
    Client client = room.client();
    Map<String, Object> value = Map.of("name", "Zoë \"the cat\" 日本", "list", List.of(1, 2.5, true));
    assertEquals(value, client.submit(room.task("echo", "payload", value), Map.class).join());
    byte[] bytes = new byte[100_000]; // more than a socket takes at once
    bytes[1] = -1;
    assertArrayEquals(
        bytes, client.submit(room.task("echo", "payload", bytes), byte[].class).join());

    Task talking = room.task("talk", "payload", "x");
    Heard talked = Heard.of(talking, "note", "raw");
    client.handle(talking);
    Room.read(client, "it has talked", talked::hasEnded);
    assertEquals(List.of("started", "progress", "note", "raw", "completed"), talked.events());
    assertEquals(new Progress(1, 2), talked.messages(Events.PROGRESS).get(0).as(Progress.class));
    assertArrayEquals(new byte[] {0, -1}, talked.messages("raw").get(0).bytes());

    Task listening = room.task("listen", "payload", "x");
    Heard listened = Heard.of(listening, "ready");
    client.handle(listening);
    Room.read(client, "it listens", () -> listened.events().contains("ready"));
    listening.tell("one", 1).tell("two", "zwei").tell("end", null);
    Room.read(client, "it has heard", listened::hasEnded);
    assertEquals(List.of("one", "two", "end"), listening.result(List.class));
  }
}
