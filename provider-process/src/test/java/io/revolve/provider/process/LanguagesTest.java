package io.revolve.provider.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Events;
import io.revolve.api.Worker;
import io.revolve.testkit.Fixture;
import io.revolve.testkit.Heard;
import io.revolve.testkit.RunContract;
import io.revolve.testkit.RunTasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks whose code is PHP, Python, JavaScript or Java pass the contract, in processes. */
@Timeout(60)
@Tag("once")
@ParameterizedClass
@CsvSource({
  "PHP, pipes",
  "PHP, unix",
  "PYTHON, pipes",
  "PYTHON, tcp",
  "JAVASCRIPT, pipes",
  "JAVASCRIPT, unix",
  "JAVA, pipes"
})
class LanguagesTest extends RunContract {

  enum Language {
    PHP("php", "tasks.php"),
    PYTHON("python3", "tasks.py"),
    JAVASCRIPT("node", "tasks.js"),
    JAVA("java", "");

    private final String program;
    private final String file;

    Language(String program, String file) {
      this.program = program;
      this.file = file;
    }

    List<String> command() {
      return this == JAVA ? List.of(program) : List.of(program, "src/test/resources/" + file);
    }
  }

  private final Language language;
  private final String relay;

  LanguagesTest(Language language, String relay) {
    this.language = language;
    this.relay = relay;
  }

  @Override
  protected Fixture fixture() {
    return namespace -> Map.of("provider", "local", "local", Map.of("namespace", namespace));
  }

  @Override
  protected Map<String, Object> run() {
    return Map.of(
        "provider",
        "process",
        "process",
        Map.of(
            "command",
            language.command(),
            "relay",
            relay,
            "workers",
            2,
            "start-timeout",
            "PT60S")); // A busy machine starts many at once.
  }

  @Override
  protected void prepare(Worker worker) {
    if (language == Language.JAVA) {
      RunTasks.handle(worker);
    }
  }

  @Test
  void unknownNameSaysSo() {
    if (language != Language.JAVA) { // Which tasks those take is known beforehand.
      prepare(room.make().worker(room.config("run", run())).start());
      Heard heard = run(room.client(), room.task("cat", "payload", "", "attempts", 1));
      String failure = heard.texts(Events.FAILED).get(0);
      assertTrue(failure.contains("no handler"), failure);
    }
  }
}
