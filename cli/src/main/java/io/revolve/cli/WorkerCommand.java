package io.revolve.cli;

import io.revolve.Make;
import io.revolve.api.Health;
import io.revolve.api.Worker;
import io.revolve.api.WorkerStats;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Figures;
import io.revolve.cli.screen.Terminal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code revolve worker}. */
@Command(
    name = "worker",
    header = "Take tasks and run them.",
    description = {
      "",
      "Works as the worker section of a config says. Ctrl-C or SIGTERM drains: running tasks get"
          + " the section's drain time, the rest go back to their queues.",
      ""
    })
final class WorkerCommand implements Callable<Integer> {

  @Mixin private final ConfigOption config = new ConfigOption();

  @Mixin private final JsonOption json = new JsonOption();

  private final Terminal terminal;

  WorkerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = config.settings();
    try (Make make = new Make();
        Worker worker = make.worker(settings.worker())) {
      String provider = settings.provider("worker");
      if (Engines.inMemory(make, provider)) {
        terminal.note(
            "note: the provider \""
                + provider
                + "\" lives in this process: only what runs here"
                + " can give this worker tasks.");
      }
      Thread stopping = stopping(worker);
      Runtime.getRuntime().addShutdownHook(stopping);
      try {
        worker.start();
        greet(worker, settings, provider);
        watch(worker);
      } finally {
        forget(stopping);
      }
    }
    return ExitCode.OK;
  }

  private void greet(Worker worker, Settings settings, String provider) {
    if (json.wanted()) {
      JsonOption.write(terminal, JsonText.object("worker", worker.id(), "provider", provider));
      return;
    }
    terminal.note(
        "worker "
            + worker.id()
            + " takes tasks from "
            + provider
            + " as "
            + settings.source()
            + " says; Ctrl-C stops it");
  }

  /** Says when the engine comes and goes; everything else is the tasks' own affair. */
  private void watch(Worker worker) throws InterruptedException {
    Health last = Health.GREEN;
    while (!worker.await(Duration.ofSeconds(1))) {
      Health now = worker.health();
      if (now.green() != last.green()) {
        terminal.note(now.green() ? "the engine answers again" : "the engine: " + now.detail());
      }
      last = now;
    }
  }

  /** The JVM ends when its hooks have, so this one waits for the drain. */
  private Thread stopping(Worker worker) {
    return new Thread(
        () -> {
          terminal.note("draining " + Figures.count(worker.running().size(), "running task"));
          worker.close();
          report(worker.stats());
        },
        "revolve-stopping");
  }

  private void report(WorkerStats stats) {
    Map<String, @Nullable Object> report =
        JsonText.object(
            "completed", stats.completed(),
            "failed", stats.failed(),
            "retried", stats.retried(),
            "cancelled", stats.cancelled(),
            "lost", stats.lost(),
            "returned", stats.returned());
    if (json.wanted()) {
      JsonOption.write(terminal, report);
      return;
    }
    StringBuilder text = new StringBuilder("stopped;");
    report.forEach((what, many) -> text.append(' ').append(what).append(' ').append(many));
    terminal.note(text.toString());
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stoppingAlready) {
      // The hook runs: it ends the worker, and this thread has nothing left to do.
    }
  }
}
