package io.revolve.provider.process.dispatch;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command that was submitted. Thread safe. */
public final class Execution {
  private final ProcessDispatcher dispatcher;
  private final Command command;
  private final CompletableFuture<Outcome> future = new CompletableFuture<>();
  private volatile @Nullable ProcessRun run;

  Execution(ProcessDispatcher dispatcher, Command command) {
    this.dispatcher = dispatcher;
    this.command = command;
  }

  /** What is to be run. */
  public Command command() {
    return command;
  }

  /**
   * How it ended; it never completes with an exception. Completing it oneself, or cancelling it,
   * changes nothing for the command.
   */
  public CompletableFuture<Outcome> future() {
    return future;
  }

  /** The id of its process, while it runs. */
  public OptionalLong pid() {
    ProcessRun current = run;
    return current == null ? OptionalLong.empty() : current.pid();
  }

  /**
   * Ends it: one that waits never starts; one that runs is asked to end, with all it has started,
   * and killed after the dispatcher's patience. Does not wait for that.
   *
   * @return false if it has ended already
   */
  public boolean cancel() {
    return dispatcher.cancel(this);
  }

  void runs(ProcessRun by) {
    run = by;
  }

  @Nullable ProcessRun run() {
    return run;
  }

  @Override
  public String toString() {
    return command.toString();
  }
}
