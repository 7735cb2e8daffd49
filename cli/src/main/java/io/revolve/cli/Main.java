package io.revolve.cli;

import io.revolve.cli.screen.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The command line's entrance. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.start();
    System.exit(run(Terminal.system(), args));
  }

  /** Runs one command; returns its exit code. */
  static int run(Terminal terminal, String... args) {
    CommandLine command = commandLine(terminal);
    try {
      if (args.length == 0) {
        command.usage(command.getOut());
        return ExitCode.OK;
      }
      return command.execute(args);
    } finally {
      command.getOut().flush();
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /** All commands, wired to a terminal. */
  static CommandLine commandLine(Terminal terminal) {
    Errors errors = new Errors(terminal);
    Ansi ansi = terminal.style().colour() ? Ansi.ON : Ansi.OFF;
    CommandLine all = new CommandLine(new RevolveCommand(), new CommandFactory(terminal));
    // What stands behind the command that it runs are that command's own options.
    all.getSubcommands()
        .forEach((name, command) -> command.setStopAtPositional(name.equals("run")));
    return all.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        // @FILE is what --payload takes.
        .setExpandAtFiles(false);
  }
}
