package io.revolve.cli;

import io.revolve.api.ConfigException;
import io.revolve.api.Limit;
import io.revolve.cli.run.CommandRuns;
import io.revolve.cli.run.LimitName;
import io.revolve.cli.screen.Terminal;
import io.revolve.provider.process.limit.FileLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revolve run}. */
@Command(
    name = "run",
    header = "Run a command for each line of standard input.",
    description = {
      "",
      "Each line that is not empty is one argument, as it is: {} in the command's words stands for"
          + " it, and where there is none it comes last. What commands write is passed on line by"
          + " line, so that lines are whole; one of more than a mebibyte comes in pieces. Ctrl-C"
          + " ends all that run.",
      "",
      "  ls *.png | revolve run -j 4 -- convert {} small/{}",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all commands ended with 0",
      ExitCode.USAGE_TEXT,
      ExitCode.INTERNAL_TEXT,
      "123:a command ended with another status, by a signal or because of its timeout",
      "127:a command could not be started; nothing more was started then",
      ExitCode.INTERRUPTED_TEXT,
      ExitCode.TERMINATED_TEXT
    })
final class RunCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many run at once (default: the processors).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Kills a command, with all it started, after this time: PT30S.")
  private @Nullable String timeout;

  @Option(
      names = "--limit",
      paramLabel = "NAME[:N]",
      description = {
        "Runs at most N at once, together with all on this machine that name the same limit.",
        "Without N, as many as the others say, or as -j says if there are none."
      })
  private @Nullable String limit;

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its words.")
  private List<String> words = List.of();

  private final Terminal terminal;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs < 1 || jobs > MOST) {
      throw new UsageException("--jobs: expected a number from 1 to 10000, got " + jobs);
    }
    Duration each = timeout == null ? Duration.ZERO : Times.positive("--timeout", timeout);
    if (limit == null) {
      return new CommandRuns(terminal, words, jobs, each, null).run();
    }
    try (Limit shared = open(name(limit))) {
      return new CommandRuns(terminal, words, jobs, each, shared).run();
    }
  }

  private Limit open(LimitName name) {
    if (name.size() == 0) {
      try {
        return FileLimit.open(FileLimit.usualFolder(), name.name(), 0);
      } catch (ConfigException nobodyHasUsedIt) {
        return FileLimit.open(FileLimit.usualFolder(), name.name(), jobs);
      }
    }
    return FileLimit.open(FileLimit.usualFolder(), name.name(), name.size());
  }

  private static LimitName name(String text) {
    try {
      return LimitName.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }
}
