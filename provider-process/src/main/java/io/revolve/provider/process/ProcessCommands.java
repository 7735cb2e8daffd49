package io.revolve.provider.process;

import io.revolve.api.Limit;
import io.revolve.provider.process.dispatch.Command;
import io.revolve.provider.process.dispatch.DispatcherSettings;
import io.revolve.provider.process.dispatch.Execution;
import io.revolve.provider.process.dispatch.Input;
import io.revolve.provider.process.dispatch.Line;
import io.revolve.provider.process.dispatch.Outcome;
import io.revolve.provider.process.dispatch.Output;
import io.revolve.provider.process.dispatch.ProcessDispatcher;
import io.revolve.spi.Body;
import io.revolve.spi.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs attempts that are programs: what they write are events, line by line. Thread safe. */
final class ProcessCommands implements AutoCloseable {
  private static final String OUTPUT = "output";
  private static final String ERROR = "error";
  private static final int LAST_LINES = 10;

  /** It is the worker that says how many at once. */
  private static final int MOST = 100_000;

  private final @Nullable Limit limit;
  private final ProcessDispatcher dispatcher;

  /**
   * Programs.
   *
   * @param limit what they share with others; null for nothing. Closed along with this
   */
  ProcessCommands(@Nullable Limit limit) {
    this.limit = limit;
    DispatcherSettings settings = DispatcherSettings.of(MOST);
    dispatcher = ProcessDispatcher.open(limit == null ? settings : settings.withLimit(limit));
  }

  /**
   * Runs the program of a run, and waits for its end.
   *
   * @return how it ended, as a JSON object
   * @throws CommandFailedException if it did not end with status 0
   */
  Body run(Run run, io.revolve.spi.Command program) throws InterruptedException {
    Deque<String> errors = new ArrayDeque<>();
    Execution execution = dispatcher.submit(command(run, program, errors));
    run.onCancel(execution::cancel);
    try {
      return result(execution.future().get(), errors);
    } catch (InterruptedException e) {
      boolean unused = execution.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Command command(Run run, io.revolve.spi.Command program, Deque<String> errors) {
    Command command =
        Command.of(program.words())
            .withInput(new Input.Bytes(run.payload().bytes()))
            .withOutput(Output.lines(line -> run.emit(OUTPUT, body(line))))
            .withError(Output.lines(line -> error(run, line, errors)));
    for (Map.Entry<String, String> variable : program.environment().entrySet()) {
      command = command.withVariable(variable.getKey(), variable.getValue());
    }
    return program.folder().isEmpty() ? command : command.withFolder(Path.of(program.folder()));
  }

  private static void error(Run run, Line line, Deque<String> errors) {
    synchronized (errors) {
      if (errors.size() == LAST_LINES) {
        String unused = errors.remove();
      }
      errors.add(line.text());
    }
    run.emit(ERROR, body(line));
  }

  private static Body body(Line line) {
    return new Body(Body.PLAIN, line.text().getBytes(StandardCharsets.UTF_8));
  }

  private static Body result(Outcome outcome, Deque<String> errors) {
    String problem = problem(outcome);
    if (problem != null) {
      synchronized (errors) {
        throw new CommandFailedException(problem, List.copyOf(errors));
      }
    }
    String json =
        String.format(
            "{\"status\":%d,\"started\":\"%s\",\"ended\":\"%s\"}",
            outcome.status(), outcome.started(), outcome.ended());
    return new Body(Body.JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String problem(Outcome outcome) {
    String program = outcome.command().words().get(0);
    return switch (outcome.end()) {
      case ENDED -> outcome.status() == 0 ? null : program + ended(outcome);
      case TIMED_OUT -> program + " took too long";
      case NOT_STARTED -> outcome.problem();
      case CANCELLED -> throw new CancellationException(program + " was cancelled");
    };
  }

  private static String ended(Outcome outcome) {
    return outcome.signal().isPresent()
        ? " was killed by signal " + outcome.signal().getAsInt()
        : " ended with status " + outcome.status();
  }

  @Override
  public void close() {
    dispatcher.close();
    if (limit != null) {
      limit.close();
    }
  }
}
