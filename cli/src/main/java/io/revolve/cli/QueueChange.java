package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.Queues;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Terminal;
import picocli.CommandLine.Parameters;

/** Does something with one queue. */
abstract class QueueChange extends EngineCommand {

  @Parameters(paramLabel = "QUEUE", description = "The queue.")
  private String queue = "";

  QueueChange(Terminal terminal) {
    super(terminal);
  }

  /** The past participle, for the report. */
  abstract String done();

  /** Changes the queue; returns how many tasks that concerned, or -1 if that is not known. */
  abstract int change(Queues queues, String queue);

  @Override
  int run(Client client) {
    int tasks = change(client.queues(), queue);
    if (json()) {
      var report = JsonText.object("queue", queue, "done", done());
      if (tasks >= 0) {
        report.put("tasks", tasks);
      }
      writeJson(report);
    } else {
      String count = tasks >= 0 ? ": " + tasks + " cancelled" : "";
      terminal().out().println(done() + " " + Columns.clean(queue) + count);
    }
    return ExitCode.OK;
  }
}
