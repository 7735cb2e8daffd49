package io.revolve.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.cli.json.JsonReader;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Size;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoTest {

  private static final int WORDS = 40 * 300;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void fill() throws IOException {
    for (int i = 0; i < 40; i++) {
      Path inner = Files.createDirectories(folder.resolve("part" + i % 7));
      Files.writeString(inner.resolve("text" + i + ".txt"), "alpha beta gamma\n".repeat(100));
    }
    Files.write(folder.resolve("image.bin"), new byte[] {1, 0, 2});
  }

  @Test
  void theWholeStoryAsPlainLines() throws Exception {
    assertTrue(new DemoRun(folder, true, 4, false).on(terminal(false, Style.PLAIN)));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("will be tried again"), text);
    assertTrue(text.contains("in run 2"), text);
    assertTrue(text.contains("was cancelled"), text);
    assertTrue(text.contains("4 times as fast"), text);
    assertTrue(text.contains("12,000  as many as one thread counts"), text);
    assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), "plain ASCII");
  }

  @Test
  void theSummaryForMachines() throws Exception {
    assertTrue(new DemoRun(folder, true, 4, true).on(terminal(true, new Style(true, true))));
    Map<?, ?> json = (Map<?, ?>) JsonReader.read(out.toString(StandardCharsets.UTF_8));
    assertEquals(true, json.get("ok"));
    assertEquals((long) WORDS, json.get("words"));
    assertEquals(40L, json.get("files"));
    assertEquals(1L, json.get("cancelled"));
    assertEquals(1L, json.get("retries"));
  }

  @Test
  void theLiveScreenLeavesTheTerminalAsItWas() throws Exception {
    assertTrue(new DemoRun(folder, true, 4, false).on(terminal(true, new Style(true, true))));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("\u001b[?25l"), "hides the cursor");
    assertTrue(text.lastIndexOf("\u001b[?25h") > text.lastIndexOf("\u001b[?25l"), "shows it");
    assertTrue(text.contains("Summary"), text);
  }

  @Test
  void thePictureFitsEveryTerminal() throws Exception {
    Plan plan = Plan.of(folder, false, 6);
    Board board = new Board(moment -> {});
    for (Bundle bundle : plan.others()) {
      Row row = board.add(bundle.label());
      row.started(2);
      row.doing("\u4e2d".repeat(50));
      board.moment(Moment.Kind.GOOD, row, "x".repeat(200));
    }
    for (Size size : List.of(new Size(80, 24), new Size(120, 40), new Size(40, 12))) {
      List<String> lines = new Picture(plan, new Style(true, true)).lines(board, size);
      for (String line : lines.subList(2, 4)) {
        assertTrue(Columns.of(line) < size.columns(), line);
      }
      assertTrue(size.rows() < 24 || lines.size() < size.rows(), "all of it is seen");
    }
  }

  @Test
  void bundlesHoldEveryFileOnce() throws Exception {
    Plan plan = Plan.of(folder, true, 4);
    int files =
        plan.others().stream().mapToInt(bundle -> bundle.files().size()).sum()
            + plan.hurried().files().size();
    assertEquals(40, files);
    assertEquals(1, plan.others().stream().filter(Bundle::failsFirst).count());
  }

  @Test
  void aSingleFileIsEnough(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("only.txt"), "one word or two");
    assertTrue(new DemoRun(other, true, 1, true).on(terminal(false, Style.PLAIN)));
    Map<?, ?> json = (Map<?, ?>) JsonReader.read(out.toString(StandardCharsets.UTF_8));
    assertEquals(4L, json.get("words"));
    assertEquals(true, json.get("ok"));
  }

  @Test
  void anEmptyFolderIsRefused(@TempDir Path empty) {
    assertThrows(NothingToReadException.class, () -> Plan.of(empty, true, 4));
  }

  private Terminal terminal(boolean live, Style style) {
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    return new Terminal(
        InputStream.nullInputStream(), stream, stream, live, live, style, style, () -> Size.USUAL);
  }
}
