package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.WorkerInfo;
import io.revolve.api.WorkerProcess;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code revolve workers}. */
@Command(name = "workers", description = "Show the workers that live, and what each of them runs.")
final class WorkersCommand extends EngineCommand {

  WorkersCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Client client) {
    List<WorkerInfo> workers = client.workers();
    if (json()) {
      writeJson(workers.stream().map(Shown::worker).toList());
    } else if (workers.isEmpty()) {
      terminal().note("no workers; \"revolve worker\" starts one");
    } else {
      Table table = new Table("ID", "HOST", "PID", "QUEUES", "RUNNING", "SINCE");
      for (WorkerInfo worker : workers) {
        table.row(
            Columns.clean(worker.id()),
            Columns.clean(worker.host()),
            String.valueOf(worker.pid()),
            Columns.clean(queues(worker)),
            Figures.number(worker.running()) + "/" + Figures.number(worker.concurrency()),
            Shown.ago(worker.since()));
      }
      write(table);
      if (workers.stream().anyMatch(worker -> !worker.processes().isEmpty())) {
        write(processes(workers));
      }
    }
    return ExitCode.OK;
  }

  /** The processes in which their tasks run. */
  private static Table processes(List<WorkerInfo> workers) {
    Table table = new Table("WORKER", "POOL", "PROCESS", "STATE", "CALLS", "MEMORY", "AGE");
    for (WorkerInfo worker : workers) {
      for (WorkerProcess process : worker.processes()) {
        table.row(
            Columns.clean(worker.id()),
            Columns.clean(process.pool()),
            String.valueOf(process.pid()),
            Columns.clean(process.state()),
            Figures.number(process.calls()),
            process.memory() < 0 ? "" : Figures.size(process.memory()),
            Figures.time(process.age()));
      }
    }
    return table;
  }

  /** {@code heavy:3 light}: each with its weight, unless that is one. */
  private static String queues(WorkerInfo worker) {
    return worker.queues().entrySet().stream()
        .map(each -> each.getKey() + (each.getValue() == 1 ? "" : ":" + each.getValue()))
        .collect(Collectors.joining(" "));
  }
}
