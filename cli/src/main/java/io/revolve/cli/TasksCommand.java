package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.TaskState;
import io.revolve.api.TaskStatus;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Table;
import io.revolve.cli.screen.Terminal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revolve tasks}. */
@Command(
    name = "tasks",
    description = "Show the newest tasks that the engine knows, or one of them.")
final class TasksCommand extends EngineCommand {

  @Parameters(paramLabel = "ID", arity = "0..1", description = "Show this task, with its failure.")
  private @Nullable String id;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  TasksCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Client client) {
    if (id != null) {
      return one(client, id);
    }
    List<TaskStatus> tasks = client.tasks(Limits.check(limit));
    if (json()) {
      writeJson(tasks.stream().map(Shown::task).toList());
    } else if (tasks.isEmpty()) {
      terminal().note("no tasks");
    } else {
      Table table = new Table("ID", "NAME", "QUEUE", "STATE", "RUN", "QUEUED");
      for (TaskStatus task : tasks) {
        table.row(
            task.id(),
            Columns.clean(task.name()),
            Columns.clean(task.queue()),
            state(task.state(), terminal().style()),
            String.valueOf(task.attempt()),
            Shown.ago(task.queuedAt()));
      }
      write(table);
    }
    return ExitCode.OK;
  }

  private int one(Client client, String wanted) {
    Optional<TaskStatus> found = client.status(wanted);
    if (found.isEmpty()) {
      throw new NotFoundException("the engine knows no task " + wanted);
    }
    TaskStatus task = found.get();
    if (json()) {
      writeJson(Shown.task(task));
      return ExitCode.OK;
    }
    var out = terminal().out();
    out.println("id       " + task.id());
    out.println("name     " + Columns.clean(task.name()));
    out.println("queue    " + Columns.clean(task.queue()));
    out.println("state    " + state(task.state(), terminal().style()));
    out.println("run      " + Figures.number(task.attempt()));
    out.println("queued   " + task.queuedAt());
    if (task.worker() != null) {
      out.println("worker   " + Columns.clean(task.worker()));
    }
    if (task.endedAt() != null) {
      out.println("ended    " + task.endedAt());
    }
    if (task.failure() != null) {
      out.println("failure  " + Columns.clean(task.failure().toString()));
      task.failure().stack().forEach(line -> out.println("  " + Columns.clean(line)));
    }
    return ExitCode.OK;
  }

  private static String state(TaskState state, Style style) {
    String text = Shown.state(state);
    return switch (state) {
      case COMPLETED -> style.green(text);
      case FAILED -> style.red(text);
      case RETRYING, CANCELLED -> style.yellow(text);
      case RUNNING -> style.cyan(text);
      case CREATED, QUEUED, DELAYED -> text;
    };
  }
}
