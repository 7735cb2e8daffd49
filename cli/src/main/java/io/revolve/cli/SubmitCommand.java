package io.revolve.cli;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revolve submit}. */
@Command(
    name = "submit",
    header = "Submit a task, and wait for its end if asked to.",
    description = {
      "",
      "Events go to standard error, the result to standard output. With a provider that lives in"
          + " this process, the worker section of the same file runs the task here, and the command"
          + " always waits. The embedded default knows echo, flaky, sleep and word-count:",
      "",
      "  revolve submit word-count --payload '\"README.md\"' --wait",
      ""
    })
final class SubmitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The name of the work.")
  private String name = "";

  @Mixin private final TaskOptions options = new TaskOptions();

  @Option(
      names = {"-w", "--wait"},
      description = "Wait for the end; the exit code tells how it was.")
  private boolean wait;

  @Option(
      names = "--max-wait",
      paramLabel = "TIME",
      description =
          "Wait this long at most, such as PT30S. The task goes on, except where it lives in this"
              + " process. Implies --wait.")
  private @Nullable String maxWait;

  @Option(
      names = "--listen",
      paramLabel = "EVENT",
      split = ",",
      defaultValue = "output,log,file",
      description =
          "The task's own events to show, beside the reserved ones (default: ${DEFAULT-VALUE}).")
  private List<String> listen = new ArrayList<>();

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--json",
      description = "Write JSON to standard output: the task, or each event on a line of its own.")
  private boolean json;

  private final Terminal terminal;

  SubmitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Duration limit = limit();
    Map<String, Object> map = options.map(name, terminal);
    Settings settings = config.settings();
    try (Make make = new Make()) {
      boolean here = Engines.inMemory(make, settings.provider("client"));
      boolean byClient = Engines.runsCode(make, settings.provider("client"));
      if (here && !byClient && !settings.handlers().contains(name)) {
        throw new NotFoundException(
            settings.source() + " has no handler \"" + name + "\";" + handlers(settings));
      }
      Task task = make.task(map);
      try (Client client = make.client(settings.client());
          Worker worker = here && !byClient ? make.worker(settings.worker()) : null) {
        if (worker != null) {
          worker.start();
        }
        return submit(client, task, here, limit);
      }
    }
  }

  private int submit(Client client, Task task, boolean here, @Nullable Duration limit)
      throws InterruptedException {
    if (!wait && limit == null && !here) {
      client.handle(task);
      if (json) {
        JsonOption.write(terminal, JsonText.object("id", task.id(), "name", task.name()));
      } else {
        terminal.out().println(task.id());
      }
      return ExitCode.OK;
    }
    try (Waiting waiting = new Waiting(terminal, task, json)) {
      waiting.listen(listen);
      client.handle(task);
      int code = waiting.until(client, limit);
      if (code == ExitCode.TIMEOUT && here) {
        // It cannot go on without this process, and the worker would wait for it.
        task.cancel();
      }
      return code;
    }
  }

  private String handlers(Settings settings) {
    return settings.handlers().isEmpty()
        ? " it has none"
        : Suggestion.of(name, settings.handlers());
  }

  private @Nullable Duration limit() {
    return maxWait == null ? null : Times.of("--max-wait", maxWait);
  }
}
