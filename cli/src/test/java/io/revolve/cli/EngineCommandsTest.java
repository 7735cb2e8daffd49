package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCommandsTest {

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "dead", "dead list", "queues", "queues list", "workers"})
  void sayThatNothingOutlivesTheProcess(String command) {
    Ran ran = Ran.command(command.split(" "));
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("live and die with their process"), ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "dead list", "queues", "workers"})
  void writeAnEmptyListAsJson(String command) {
    Ran ran = Ran.command((command + " --json").split(" "));
    assertEquals(List.of(), ran.json());
  }

  @Test
  void aTaskThatIsNotThereIsNotFound() {
    assertEquals(ExitCode.NOT_FOUND, Ran.command("tasks", "nobody").code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "delete"})
  void aDeadLetterThatIsNotThereIsNotFound(String change) {
    Ran ran = Ran.command("dead", change, "nobody", "--json");
    assertEquals(ExitCode.NOT_FOUND, ran.code());
    assertEquals(List.of("nobody"), ((Map<?, ?>) ran.json()).get("missing"));
    assertEquals(ExitCode.OK, Ran.command("dead", change, "--all").code());
    assertEquals(ExitCode.USAGE, Ran.command("dead", change).code());
  }

  @Test
  void queuesArePausedResumedAndPurged() {
    assertEquals("paused mail\n", Ran.command("queues", "pause", "mail").out());
    assertEquals("resumed mail\n", Ran.command("queues", "resume", "mail").out());
    Ran purged = Ran.command("queues", "purge", "mail", "--json");
    assertEquals(0L, ((Map<?, ?>) purged.json()).get("tasks"));
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertEquals(ExitCode.USAGE, Ran.command("tasks", "--limit", "0").code());
  }

  @Test
  void providersAreListedWithWhatTheyCanDo() {
    Ran table = Ran.command("providers");
    assertEquals(0, table.code());
    assertTrue(table.out().contains("local"), table.out());
    assertTrue(table.out().contains("queue-control"), table.out());
    List<?> providers = (List<?>) Ran.command("providers", "--json").json();
    List<String> names = new ArrayList<>();
    for (Object provider : providers) {
      Map<?, ?> row = (Map<?, ?>) provider;
      names.add(String.valueOf(row.get("name")));
      assertEquals(
          List.of("local", "process").contains(row.get("name")),
          ((List<?>) row.get("capabilities")).contains("in-memory"),
          "only these hand objects over");
    }
    assertEquals(List.of("gearman", "jobserver", "local", "memcached", "process", "redis"), names);
  }
}
