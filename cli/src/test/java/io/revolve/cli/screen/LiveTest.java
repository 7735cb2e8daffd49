package io.revolve.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicReference<Size> size = new AtomicReference<>(new Size(20, 5));
  private final Live live =
      new Live(new PrintStream(bytes, false, StandardCharsets.UTF_8), size::get);

  @Test
  void goesBackOverWhatItDrew() {
    live.draw(List.of("one", "two"));
    taken();
    live.draw(List.of("three"));
    String frame = taken();
    assertTrue(frame.contains("\u001b[2A"), frame);
    assertTrue(frame.contains("three\u001b[K"), frame);
    assertTrue(frame.contains("\u001b[J"), frame);
  }

  @Test
  void neverClearsTheScreen() {
    live.draw(List.of("one"));
    live.draw(List.of("two"));
    assertFalse(taken().contains("\u001b[2J"));
  }

  @Test
  void cutsToTheSizeOfTheTerminal() {
    live.draw(List.of("x".repeat(50), "2", "3", "4", "5", "6"));
    String frame = taken();
    assertTrue(frame.contains("x".repeat(19) + "\u001b[K"), frame);
    assertFalse(frame.contains("x".repeat(20)), frame);
    assertTrue(frame.contains("4"), frame);
    assertFalse(frame.contains("5\u001b[K"), frame);
  }

  @Test
  void countsWhatANarrowerTerminalHasWrapped() {
    size.set(new Size(60, 9));
    live.draw(List.of("x".repeat(50)));
    taken();
    size.set(new Size(25, 9));
    live.draw(List.of("y"));
    String frame = taken();
    assertTrue(frame.contains("\u001b[2A"), frame);
  }

  @Test
  void givesTheCursorBackOnce() {
    live.draw(List.of("one"));
    assertTrue(taken().contains("\u001b[?25l"));
    live.close();
    live.close();
    assertEquals("\u001b[?25h", taken());
    live.draw(List.of("late"));
    assertEquals("", taken());
  }

  @Test
  void writesNothingIfItNeverDrew() {
    live.clear();
    live.close();
    assertEquals("", taken());
  }

  private String taken() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }
}
