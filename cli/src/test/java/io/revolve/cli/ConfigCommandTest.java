package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigCommandTest {

  private static final String GOOD =
      """
      messenger: {provider: local}
      client: {provider: local}
      worker:
        provider: local
        handlers: {again: io.revolve.cli.handlers.Echo}
      """;

  @TempDir Path folder;

  @Test
  void findsNothingWrongWithAGoodFile() throws IOException {
    Ran ran = Ran.command("config", "check", file(GOOD));
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("ok  worker"), ran.out());
  }

  @Test
  void namesEveryProblemOfEverySection() throws IOException {
    String file =
        file(
            """
            client: {provider: locl}
            worker: {provider: local, concurency: 3, lease: soon}
            """);
    Ran ran = Ran.command("config", "check", file);
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("did you mean \"local\"?"), ran.err());
    assertTrue(ran.err().contains("did you mean \"concurrency\"?"), ran.err());
    assertTrue(ran.err().contains("worker.lease"), ran.err());
    Map<?, ?> json = (Map<?, ?>) Ran.command("config", "check", file, "--json").json();
    assertEquals(false, json.get("ok"));
    assertEquals(3, ((List<?>) json.get("problems")).size());
  }

  @Test
  void namesAMisspeltSection() throws IOException {
    String file = file("wroker: {provider: local}\nclient: {provider: lokal}\n");
    Ran ran = Ran.command("config", "check", file);
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("did you mean \"local\"?"), ran.err());
    assertTrue(ran.err().contains("did you mean \"worker\"?"), ran.err());
  }

  @Test
  void anEmptySectionIsAProblem() throws IOException {
    assertEquals(ExitCode.USAGE, Ran.command("config", "check", file("worker:\n")).code());
  }

  @Test
  void aMissingFileIsNotFound() {
    Ran ran = Ran.command("config", "check", folder.resolve("none.yaml").toString());
    assertEquals(ExitCode.NOT_FOUND, ran.code());
    assertTrue(ran.err().contains("no such file"), ran.err());
  }

  @Test
  void theWorkerOfAFileRunsWhatIsSubmitted() throws IOException {
    Ran ran = Ran.command("submit", "again", "-p", "5", "--config", file(GOOD));
    assertEquals(0, ran.code(), ran.err());
    assertEquals("5\n", ran.out());
  }

  @Test
  void aFileWithoutTheSectionIsRefused() throws IOException {
    Ran ran = Ran.command("tasks", "-c", file("worker: {provider: local}\n"));
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("no section \"client\""), ran.err());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("revolve.yaml"), text).toString();
  }
}
