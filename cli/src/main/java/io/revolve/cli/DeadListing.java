package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.DeadLetter;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import java.util.List;
import picocli.CommandLine.Option;

/** Lists the dead letters. */
abstract class DeadListing extends EngineCommand {

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  DeadListing(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Client client) {
    List<DeadLetter> letters = client.deadLetters().list(Limits.check(limit));
    if (json()) {
      writeJson(letters.stream().map(Shown::dead).toList());
    } else if (letters.isEmpty()) {
      terminal().note("no dead letters");
    } else {
      Table table = new Table("ID", "NAME", "QUEUE", "DIED", "WHY");
      for (DeadLetter letter : letters) {
        table.row(
            letter.id(),
            Columns.clean(letter.name()),
            Columns.clean(letter.queue()),
            Shown.ago(letter.diedAt()),
            Columns.clean(letter.failure().toString()));
      }
      write(table);
    }
    return ExitCode.OK;
  }
}
