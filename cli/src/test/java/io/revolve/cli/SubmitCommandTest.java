package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.cli.json.JsonReader;
import io.revolve.cli.screen.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SubmitCommandTest {

  @TempDir Path folder;

  @Test
  void writesTheResultToOutAndEventsToErr() {
    Ran ran = Ran.command("submit", "echo", "--payload", "{\"a\":[1,true,null]}", "--wait");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("{\"a\":[1,true,null]}\n", ran.out());
    assertTrue(ran.err().contains("started echo, run 1"), ran.err());
    assertTrue(ran.err().contains("output {\"a\":[1,true,null]}"), ran.err());
    assertTrue(ran.err().contains("completed"), ran.err());
  }

  @Test
  void takesThePayloadFromStandardInput() {
    assertEquals("[7]\n", Ran.withInput(" [7] ", "submit", "echo", "-p", "-", "-w").out());
  }

  @Test
  void takesThePayloadFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("payload.json"), "\"from a file\"");
    assertEquals("\"from a file\"\n", Ran.command("submit", "echo", "-p", "@" + file).out());
  }

  @Test
  void countsTheWordsOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("text.txt"), "one two two");
    Ran ran = Ran.command("submit", "word-count", "-p", "\"" + file + "\"", "--wait");
    Map<?, ?> result = (Map<?, ?>) ran.json();
    assertEquals(3L, result.get("words"));
    assertEquals(1L, result.get("files"));
  }

  @Test
  void aFailedTaskIsExitCodeOne() {
    Ran ran = Ran.command("submit", "flaky", "-p", "1", "--wait");
    assertEquals(ExitCode.TASK_FAILED, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("failed"), ran.err());
  }

  @Test
  void attemptsAreTakenAndRetriesShown() {
    Ran ran = Ran.command("submit", "flaky", "-p", "1", "--attempts", "2", "--backoff", "PT0.01S");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("2\n", ran.out());
    assertTrue(ran.err().contains("retrying"), ran.err());
  }

  @Test
  void writesJsonLinesForMachines() {
    Ran ran = Ran.command("submit", "echo", "-p", "\"\u00e9\"", "--json");
    List<Object> lines = ran.jsonLines();
    assertEquals("", ran.err());
    assertEquals("started", ((Map<?, ?>) lines.get(0)).get("event"));
    Map<?, ?> last = (Map<?, ?>) lines.get(lines.size() - 1);
    assertEquals("completed", last.get("event"));
    assertEquals("\u00e9", last.get("payload"));
  }

  @Test
  void givesUpWaitingAfterAWhile() {
    Ran ran = Ran.command("submit", "sleep", "-p", "60", "--max-wait", "PT0.3S");
    assertEquals(ExitCode.TIMEOUT, ran.code());
  }

  @Test
  void anUnknownHandlerIsNotFound() {
    Ran ran = Ran.command("submit", "word-cuont");
    assertEquals(ExitCode.NOT_FOUND, ran.code());
    assertTrue(ran.err().contains("did you mean \"word-count\"?"), ran.err());
  }

  @Test
  void saysWhereAPayloadIsNoJson() {
    Ran ran = Ran.command("submit", "echo", "-p", "README.md");
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("--payload is not JSON"), ran.err());
    assertTrue(ran.err().contains("'\"README.md\"'"), ran.err());
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    Ran ran = Ran.command("submit", "echo", "--delay", "soon");
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("task.delay"), ran.err());
    assertEquals(ExitCode.USAGE, Ran.command("submit", "echo", "--max-wait", "5s").code());
  }

  @Test
  void aMissingPayloadFileIsNotFound() {
    assertEquals(
        ExitCode.NOT_FOUND, Ran.command("submit", "echo", "-p", "@" + folder + "/no").code());
  }

  @Test
  void drawsABarOnATerminal() {
    Ran ran = Ran.live(new Style(true, true), "submit", "sleep", "-p", "0.3");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().contains("\u2501"), ran.err());
    assertTrue(ran.err().endsWith("\u001b[?25h"), "the cursor is back");
    assertFalse(ran.out().contains("\u001b"), ran.out());
    assertTrue(JsonReader.read(ran.out()) instanceof Long);
  }

  @Test
  void clientWithAPoolOfItsOwnNeedsNoHandler(@TempDir Path folder) throws Exception {
    Path config = folder.resolve("pool.yaml");
    Files.writeString(
        config,
        """
        client:
          provider: process
          process: {command: [php, ../provider-process/src/test/resources/tasks.php], workers: 1}
        """);
    Ran ran = Ran.command("submit", "-c", config.toString(), "echo", "-p", "\"hello\"");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("hello"), ran.out());
  }
}
