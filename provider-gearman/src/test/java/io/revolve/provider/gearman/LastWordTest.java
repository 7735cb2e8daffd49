package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.Make;
import io.revolve.api.Priority;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.spi.JobLink;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.testkit.Until;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task says at its end, as it lies at the server for a client that does not read. */
class LastWordTest extends LinkTest {
  private final Make make = new Make();

  @AfterEach
  void close() {
    make.close();
  }

  /** Runs a task whose messages nobody reads; the last of them, with the handle of its job. */
  private String lastWords(GearmanServer server, String event) {
    JobLink link = link(server);
    String id = UUID.randomUUID().toString();
    String header =
        String.format(
            "{\"v\":1,\"id\":\"%s\",\"name\":\"work\",\"queue\":\"Queue/1\",\"reply\":\"nobody\"}",
            id);
    link.submit(
        List.of(
            new Order(
                id,
                "work",
                "Queue/1",
                Priority.NORMAL,
                Duration.ZERO,
                null,
                HOUR,
                Parcel.of(bytes(header), bytes("null")))));
    Map<String, Object> section = Map.of("port", server.port(), "namespace", "Test 1");
    make.worker(Map.of("provider", "gearman", "gearman", section, "queues", List.of("Queue/1")))
        .handle(
            "work",
            task -> {
              if (event.equals("failed")) {
                throw new IllegalStateException("no way");
              }
              return "well";
            })
        .start();
    StringBuilder all = new StringBuilder();
    try (Bare reader = new Bare(server)) {
      reader.say(Kind.CAN_DO, "Test+1@nobody");
      Until.holds("it has ended", () -> jobsOf(server, "Test+1/Queue%2F1/work") == 0);
      for (String job = reader.grab(); !job.isEmpty(); job = reader.grab()) {
        all.append(job).append('\n');
      }
    }
    return all.toString();
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void anEndIsToldOnce() {
    String words = lastWords(running(), "completed");
    assertEquals(1, count(words, "\"completed\""), words);
  }

  @Test
  void aTaskHasADeadLetterBeforeItIsSaidThatItFailed() {
    GearmanServer server = running();
    String words = lastWords(server, "failed");
    assertEquals(1, count(words, "\"failed\""), words);
    String said = words.lines().filter(line -> line.contains("\"failed\"")).findFirst().orElse("");
    try (Bare reader = new Bare(server)) {
      String letter = reader.say(Kind.CAN_DO, grave(server)).grab();
      assertTrue(number(letter) < number(said), letter + " before " + said);
    }
  }

  /** A server numbers its jobs as they come. */
  private static int number(String job) {
    String handle = job.substring(0, job.indexOf(' '));
    return Integer.parseInt(handle.substring(handle.lastIndexOf(':') + 1));
  }
}
