package io.revolve.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, for the commands that need an engine. */
final class ConfigOption {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "YAML or JSON with the sections client, worker, messenger. Without it: revolve.yaml in"
              + " this folder if there is one, otherwise the embedded default, which lives in this"
              + " process only.")
  private @Nullable Path file;

  Settings settings() {
    return SettingsFile.find(file);
  }
}
