package io.revolve.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code revolve}: what is the same for all commands. */
@Command(
    name = "revolve",
    versionProvider = Version.class,
    description = "Hands work to workers and hears back from them while they run.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.TASK_FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      ExitCode.NOT_FOUND_TEXT,
      ExitCode.TIMEOUT_TEXT,
      ExitCode.CANCELLED_TEXT,
      ExitCode.INTERNAL_TEXT,
      ExitCode.INTERRUPTED_TEXT,
      ExitCode.TERMINATED_TEXT
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SubmitCommand.class,
      WorkerCommand.class,
      WorkersCommand.class,
      ServeCommand.class,
      TasksCommand.class,
      DeadCommand.class,
      QueuesCommand.class,
      ProvidersCommand.class,
      ConfigCommand.class,
      HelpCommand.class
    })
final class RevolveCommand {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show where errors come from.")
  void verbose(boolean verbose) {
    Logging.verbose(verbose);
  }
}
