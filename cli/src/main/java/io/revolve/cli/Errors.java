package io.revolve.cli;

import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.PayloadException;
import io.revolve.api.UnsupportedFeatureException;
import io.revolve.cli.json.JsonException;
import io.revolve.cli.screen.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into a few lines for a person and an exit code for a machine. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Terminal terminal;

  Errors(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      // Some of the parser's messages begin with a word that every line here begins with.
      say(String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", ""));
    } else {
      String unknown = unmatched.getUnmatched().get(0);
      boolean option = unknown.startsWith("-");
      boolean commands = !command.getSubcommands().isEmpty();
      String what = option ? "unknown option" : commands ? "unknown command" : "one too many";
      say(what + ": " + unknown);
      nearest(unmatched).ifPresent(name -> terminal.note("  did you mean " + name + "?"));
    }
    terminal.note("  try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    if (thrown instanceof ParameterException wrong) {
      return handleParseException(wrong, new String[0]);
    }
    int code = code(thrown);
    String message = String.valueOf(thrown.getMessage());
    if (code == ExitCode.INTERNAL) {
      say("internal error: " + thrown);
      terminal.note(Logging.verbose() ? stack(thrown) : "  --verbose shows where it comes from");
    } else {
      say(thrown instanceof NoSuchFileException ? "no such file: " + message : message);
      if (Logging.verbose()) {
        terminal.note(stack(thrown));
      }
    }
    return code;
  }

  /** The nearest option to an unknown option, otherwise the nearest command. */
  private static Optional<String> nearest(UnmatchedArgumentException unmatched) {
    String wrong = unmatched.getUnmatched().get(0);
    CommandLine command = unmatched.getCommandLine();
    return Suggestion.nearest(
        wrong,
        wrong.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  private static int code(Exception thrown) {
    if (thrown instanceof EngineException) {
      return ExitCode.UNREACHABLE;
    }
    if (thrown instanceof NotFoundException || thrown instanceof NoSuchFileException) {
      return ExitCode.NOT_FOUND;
    }
    boolean usage =
        thrown instanceof ConfigException
            || thrown instanceof UsageException
            || thrown instanceof JsonException
            || thrown instanceof PayloadException
            || thrown instanceof UnsupportedFeatureException;
    return usage ? ExitCode.USAGE : ExitCode.INTERNAL;
  }

  /** The stack of an error, with its causes. */
  static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private void say(String message) {
    terminal.note(terminal.errStyle().red("revolve:") + " " + message);
  }
}
