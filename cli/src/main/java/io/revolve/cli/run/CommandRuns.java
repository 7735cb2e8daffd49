package io.revolve.cli.run;

import io.revolve.api.Limit;
import io.revolve.cli.screen.Terminal;
import io.revolve.provider.process.dispatch.Command;
import io.revolve.provider.process.dispatch.DispatcherSettings;
import io.revolve.provider.process.dispatch.Execution;
import io.revolve.provider.process.dispatch.LineListener;
import io.revolve.provider.process.dispatch.Outcome;
import io.revolve.provider.process.dispatch.Output;
import io.revolve.provider.process.dispatch.ProcessDispatcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a command for each line of standard input. */
public final class CommandRuns {
  private static final int LONGEST = 1 << 20;
  private static final long FRAME = 100;

  /** How many lines are read ahead, so that the end of a usual input is known. */
  private static final int AHEAD = 10_000;

  private final Terminal terminal;
  private final Template template;
  private final Duration timeout;
  private final DispatcherSettings settings;
  private final Tally tally = new Tally();
  private final Semaphore ahead = new Semaphore(AHEAD);

  /** A run that has not begun. */
  public CommandRuns(
      Terminal terminal, List<String> words, int jobs, Duration timeout, @Nullable Limit limit) {
    this.terminal = terminal;
    this.template = new Template(words);
    this.timeout = timeout;
    DispatcherSettings alone = DispatcherSettings.of(jobs);
    this.settings = limit == null ? alone : alone.withLimit(limit);
  }

  /** Runs all; what the process is to end with. */
  public int run() throws IOException, InterruptedException {
    ProcessDispatcher dispatcher = ProcessDispatcher.open(settings);
    Screen screen = new Screen(terminal, tally);
    Thread stopping = new Thread(() -> stop(dispatcher, screen), "revolve-stopping");
    Runtime.getRuntime().addShutdownHook(stopping);
    Thread drawing = terminal.errLive() ? drawing(dispatcher, screen) : null;
    try {
      submit(dispatcher, screen);
      tally.complete();
      dispatcher.dispatch();
    } finally {
      if (drawing != null) {
        drawing.interrupt();
      }
      stop(dispatcher, screen);
      forget(stopping);
    }
    String problem = tally.notStarted();
    if (problem != null) {
      screen.note(terminal.errStyle().red("revolve:") + " " + problem);
    }
    return tally.code();
  }

  private void submit(ProcessDispatcher dispatcher, Screen screen)
      throws IOException, InterruptedException {
    Output lines = new Output.Lines(listener(dispatcher, screen), LONGEST);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        continue;
      }
      ahead.acquire();
      Command command =
          Command.of(template.with(line)).withOutput(lines).withError(lines).withTimeout(timeout);
      tally.submitted();
      Execution execution;
      try {
        execution = dispatcher.submit(command);
      } catch (IllegalStateException closed) {
        return; // A command could not be started, or nobody reads the output.
      }
      CompletableFuture<Void> unused =
          execution.future().thenAccept(outcome -> ended(dispatcher, screen, outcome));
    }
  }

  private static LineListener listener(ProcessDispatcher dispatcher, Screen screen) {
    return line -> {
      screen.pass(line, LONGEST);
      if (screen.isBroken()) {
        closeBeside(dispatcher);
      }
    };
  }

  private void ended(ProcessDispatcher dispatcher, Screen screen, Outcome outcome) {
    tally.ended(outcome);
    ahead.release();
    if (outcome.isTimedOut()) {
      screen.note("revolve: took longer than " + timeout + ": " + outcome.command());
    }
    if (tally.notStarted() != null) {
      closeBeside(dispatcher);
    }
  }

  /** Closing waits for those who call this. */
  private static void closeBeside(ProcessDispatcher dispatcher) {
    Thread thread = new Thread(dispatcher::close, "revolve-closing");
    thread.setDaemon(true);
    thread.start();
  }

  private static Thread drawing(ProcessDispatcher dispatcher, Screen screen) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  screen.draw(dispatcher.running());
                  TimeUnit.MILLISECONDS.sleep(FRAME);
                }
              } catch (InterruptedException done) {
                // All have ended.
              }
            },
            "revolve-drawing");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void stop(ProcessDispatcher dispatcher, Screen screen) {
    dispatcher.close();
    screen.close();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stoppingAlready) {
      // It does what was done here, too.
    }
  }
}
