package io.revolve.cli.screen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the terminal's size: what {@code COLUMNS} and {@code LINES} say, then what {@code stty}
 * says, at most once a second, since the JDK hears of no resize. Not thread safe.
 */
final class SizeProbe implements Supplier<Size> {

  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, String> environment;
  private Size size = Size.USUAL;
  private long probedAt;
  private boolean probed;

  SizeProbe(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Size get() {
    long now = System.nanoTime();
    if (!probed || now - probedAt > FRESH) {
      size = probe();
      probedAt = System.nanoTime();
      probed = true;
    }
    return size;
  }

  private Size probe() {
    int columns = number(environment.get("COLUMNS"));
    int rows = number(environment.get("LINES"));
    if (columns > 0 && rows > 0) {
      return new Size(columns, rows);
    }
    Size found = stty();
    return new Size(columns > 0 ? columns : found.columns(), rows > 0 ? rows : found.rows());
  }

  private static Size stty() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return Size.USUAL;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] numbers = answer.trim().split(" ");
      int rows = numbers.length == 2 ? number(numbers[0]) : 0;
      int columns = numbers.length == 2 ? number(numbers[1]) : 0;
      return rows > 0 && columns > 0 ? new Size(columns, rows) : Size.USUAL;
    } catch (IOException noTerminal) {
      return Size.USUAL;
    }
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }
}
