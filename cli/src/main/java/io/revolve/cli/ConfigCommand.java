package io.revolve.cli;

import picocli.CommandLine.Command;

/** {@code revolve config}. */
@Command(
    name = "config",
    description = "Check config files.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConfigCheckCommand.class)
final class ConfigCommand {}
