package io.revolve.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.cli.screen.Size;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Terminal;
import io.revolve.provider.process.Protocols;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  static Stream<List<String>> commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            false,
            false,
            Style.PLAIN,
            Style.PLAIN,
            () -> Size.USUAL);
    List<List<String>> all = new ArrayList<>();
    collect(Main.commandLine(terminal), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!name.equals("help")) {
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                collect(sub, longer, all);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExitCodes(List<String> path) {
    List<String> args = new ArrayList<>(path);
    args.add("--help");
    Ran ran = Ran.command(args.toArray(String[]::new));
    assertEquals(0, ran.code());
    assertTrue(ran.out().startsWith("Usage: revolve") || ran.out().contains("\nUsage: revolve"));
    assertTrue(ran.out().contains("Exit codes:"), ran.out());
    assertTrue(ran.out().contains("130"), ran.out());
    assertEquals("", ran.err());
    assertFalse(ran.out().contains("\u001b"), "no colours without a terminal");
  }

  @Test
  void serveNamesEveryProtocolThatItTakes() {
    String help = Ran.command("serve", "--help").out();
    for (Protocols protocol : Protocols.values()) {
      String name = protocol.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(help.contains(name), name + " is not in: " + help);
    }
  }

  @Test
  void showsHelpWhenAskedForNothing() {
    Ran ran = Ran.command();
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("demo"), ran.out());
  }

  @Test
  void showsHelpInColoursOnATerminal() {
    assertTrue(Ran.live(new Style(true, true), "--help").out().contains("\u001b["));
  }

  @Test
  void saysItsVersion() {
    Ran ran = Ran.command("--version");
    assertEquals(0, ran.code());
    assertTrue(ran.out().startsWith("revolve "), ran.out());
  }

  @Test
  void suggestsTheNearestCommand() {
    Ran ran = Ran.command("submitt");
    assertEquals(ExitCode.USAGE, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("submit"), ran.err());
    assertTrue(ran.err().contains("revolve --help"), ran.err());
  }

  @Test
  void refusesAnUnknownOption() {
    Ran ran = Ran.command("demo", "--fsat");
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("--fast"), ran.err());
  }
}
