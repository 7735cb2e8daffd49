package io.revolve.cli;

import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Failure;
import io.revolve.api.Gap;
import io.revolve.api.Message;
import io.revolve.api.Progress;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.cli.json.JsonText;
import io.revolve.cli.screen.Bar;
import io.revolve.cli.screen.Columns;
import io.revolve.cli.screen.Live;
import io.revolve.cli.screen.Style;
import io.revolve.cli.screen.Terminal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Waits for a task and shows its events as they come. For one thread. */
final class Waiting implements AutoCloseable {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  /** How often the reader looks up, to see whether the time is over. */
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Terminal terminal;
  private final Task task;
  private final boolean json;
  private final @Nullable Live bar;
  private long tenths = -1;

  Waiting(Terminal terminal, Task task, boolean json) {
    this.terminal = terminal;
    this.task = task;
    this.json = json;
    this.bar = terminal.errLive() && !json ? new Live(terminal.err(), terminal.size()) : null;
    if (bar != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(bar::close));
    }
  }

  /** Listens to the reserved events, and to these. */
  void listen(Collection<String> own) {
    TreeSet<String> events = new TreeSet<>(Events.RESERVED);
    events.addAll(own);
    events.forEach(event -> task.addListener(event, this::show));
  }

  /** Waits for the end or for so long, whichever comes first; returns the exit code. */
  int until(Client client, @Nullable Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    while (!client.hasCompleted(task)) {
      client.read(GLANCE);
      boolean late = limit != null && System.nanoTime() - start >= limit.toNanos();
      if (late && !client.hasCompleted(task)) {
        clearBar();
        terminal.note("revolve: task " + task.id() + " has not ended within " + limit);
        return ExitCode.TIMEOUT;
      }
    }
    return task.state() == TaskState.COMPLETED
        ? ExitCode.OK
        : task.state() == TaskState.CANCELLED ? ExitCode.CANCELLED : ExitCode.TASK_FAILED;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.clear();
      bar.close();
    }
  }

  private void show(Message message) {
    if (json) {
      JsonOption.write(terminal, Shown.message(message));
      return;
    }
    if (message.event().equals(Events.PROGRESS)) {
      progress(message.as(Progress.class));
      return;
    }
    clearBar();
    terminal.note(terminal.errStyle().dim(CLOCK.format(message.at())) + " " + line(message));
    if (message.event().equals(Events.COMPLETED)) {
      terminal.out().println(JsonText.of(Shown.value(message.bytes())));
      terminal.out().flush();
    }
  }

  private void clearBar() {
    if (bar != null) {
      bar.clear();
    }
  }

  /** A bar on a terminal; elsewhere a line for each tenth. */
  private void progress(@Nullable Progress progress) {
    if (progress == null) {
      return;
    }
    double part = progress.fraction();
    String count = progress.done() + (progress.total() > 0 ? "/" + progress.total() : "");
    if (bar != null) {
      Style style = terminal.errStyle();
      bar.draw(List.of(Bar.of(part, 40, style) + Bar.percent(part) + "  " + count));
    } else if ((long) (part * 10) != tenths) {
      tenths = (long) (part * 10);
      terminal.note("progress " + Bar.percent(part) + "  " + count);
    }
  }

  private String line(Message message) {
    Style style = terminal.errStyle();
    String event = Columns.clean(message.event());
    return switch (message.event()) {
      case Events.STARTED -> style.cyan(event) + " " + task.name() + ", run " + message.attempt();
      case Events.RETRYING -> style.yellow(event) + " after " + failure(message);
      case Events.FAILED -> style.red(event) + " " + failure(message);
      case Events.CANCELLED -> style.yellow(event);
      case Events.COMPLETED -> style.green(event);
      case Events.GAP -> style.yellow("missing") + " " + message.as(Gap.class);
      default -> style.bold(event) + " " + Columns.clean(message.toString());
    };
  }

  private static String failure(Message message) {
    Failure failure = message.as(Failure.class);
    return failure == null ? "an unknown error" : Columns.clean(failure.toString());
  }
}
