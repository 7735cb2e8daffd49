package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.DeadLetter;
import io.revolve.api.DeadLetters;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does something with dead letters, by id or with all of them. */
abstract class DeadChange extends EngineCommand {

  /** How many are asked for at once by {@code --all}. */
  private static final int PAGE = 1000;

  @ArgGroup(multiplicity = "1")
  private final Which which = new Which();

  /** Ids, or all. */
  static final class Which {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "The dead letters, by task id.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All dead letters.")
    private boolean all;
  }

  DeadChange(Terminal terminal) {
    super(terminal);
  }

  /** The past participle, for the report. */
  abstract String done();

  /** Changes one; false if it is not there. */
  abstract boolean change(DeadLetters letters, String id);

  @Override
  int run(Client client) {
    DeadLetters letters = client.deadLetters();
    List<String> ids =
        which.all ? letters.list(PAGE).stream().map(DeadLetter::id).toList() : which.ids;
    List<String> changed = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      (change(letters, id) ? changed : missing).add(id);
    }
    if (json()) {
      writeJson(JsonText.object(done(), changed, "missing", missing));
    } else {
      terminal().out().println(done() + " " + Figures.count(changed.size(), "dead letter"));
      missing.forEach(id -> terminal().note("no dead letter " + id));
    }
    return missing.isEmpty() || which.all ? ExitCode.OK : ExitCode.NOT_FOUND;
  }
}
