package io.revolve.cli;

import io.revolve.Make;
import io.revolve.api.ConfigException;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code revolve config check}. */
@Command(
    name = "check",
    description = "Check every section of a config file. Opens nothing and connects to nothing.")
final class ConfigCheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A YAML or JSON file.")
  private Path file = SettingsFile.USUAL;

  @Mixin private final JsonOption json = new JsonOption();

  private final Terminal terminal;

  ConfigCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> good = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (Make make = new Make()) {
      Settings settings = SettingsFile.read(file, problems);
      for (String kind : Settings.SECTIONS) {
        if (settings.sections().containsKey(kind)) {
          check(make, settings, kind, good, problems);
        }
      }
    } catch (ConfigException wrong) {
      problems.addAll(wrong.problems());
    }
    report(good, problems);
    return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  private static void check(
      Make make, Settings settings, String kind, List<String> good, List<String> problems) {
    try {
      make.check(kind, settings.merged(kind));
      good.add(kind);
    } catch (ConfigException wrong) {
      wrong.problems().stream().filter(each -> !problems.contains(each)).forEach(problems::add);
    }
  }

  private void report(List<String> good, List<String> problems) {
    if (json.wanted()) {
      JsonOption.write(
          terminal,
          JsonText.object(
              "file", file, "ok", problems.isEmpty(), "sections", good, "problems", problems));
      return;
    }
    Style style = terminal.style();
    good.forEach(kind -> terminal.out().println(style.green("ok") + "  " + kind));
    if (!problems.isEmpty()) {
      terminal.out().flush();
      String count = Figures.count(problems.size(), "problem");
      terminal.note(terminal.errStyle().red(file + ": " + count));
      problems.forEach(problem -> terminal.note("  " + problem));
    }
  }
}
