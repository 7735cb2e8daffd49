package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.QueueStatus;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import java.util.List;

/** Lists the queues. */
abstract class QueueListing extends EngineCommand {

  QueueListing(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Client client) {
    List<QueueStatus> queues = client.queues().list();
    if (json()) {
      writeJson(queues.stream().map(Shown::queue).toList());
    } else if (queues.isEmpty()) {
      terminal().note("no queues");
    } else {
      Table table = new Table("QUEUE", "WAITING", "DELAYED", "RUNNING", "DEAD", "");
      for (QueueStatus queue : queues) {
        table.row(
            Columns.clean(queue.name()),
            Figures.number(queue.waiting()),
            Figures.number(queue.delayed()),
            Figures.number(queue.running()),
            Figures.number(queue.dead()),
            queue.paused() ? terminal().style().yellow("paused") : "");
      }
      write(table);
    }
    return ExitCode.OK;
  }
}
