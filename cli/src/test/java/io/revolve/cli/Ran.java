package io.revolve.cli;

import io.revolve.cli.json.JsonReader;
import io.revolve.cli.screen.Size;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that ran in this JVM, with what it wrote. */
record Ran(int code, String out, String err) {

  /** Runs a command as if in a pipe. */
  static Ran command(String... args) {
    return withInput("", args);
  }

  static Ran withInput(String input, String... args) {
    return on(false, Style.PLAIN, input, args);
  }

  /** Runs a command as if on a terminal. */
  static Ran live(Style style, String... args) {
    return on(true, style, "", args);
  }

  private static Ran on(boolean live, Style style, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            live,
            live,
            style,
            style,
            () -> Size.USUAL);
    int code = Main.run(terminal, args);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output, which must be one JSON value. */
  Object json() {
    return JsonReader.read(out);
  }

  /** Standard output, a JSON value on each line. */
  List<Object> jsonLines() {
    return out.lines().map(JsonReader::read).toList();
  }
}
