package io.revolve.core.worker;

import io.revolve.api.Listener;
import io.revolve.core.clock.Ticker;
import io.revolve.core.task.Hearings;
import io.revolve.core.task.Sequencer;
import io.revolve.core.task.TaskLog;
import io.revolve.core.wire.WireMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What clients tell one attempt: kept, so that a listener hears it from the start, and heard by one
 * listener at a time, each message once. Thread safe.
 */
final class Tells {

  private static final System.Logger LOGGER = System.getLogger(Tells.class.getName());

  private final Executor executor;
  private final Ticker ticker;
  private final TaskLog log = new TaskLog();
  private final Hearings hearings = new Hearings();

  /** Orders what each client says. */
  private final Map<String, Sequencer> clients = new HashMap<>();

  private boolean reminded;

  private boolean hearing;

  Tells(Executor executor, Ticker ticker) {
    this.executor = executor;
    this.ticker = ticker;
  }

  void listen(String event, Listener listener) {
    synchronized (this) {
      hearings.add(event, listener, log);
    }
    hear();
  }

  void listenToAll(Listener listener) {
    listen(Hearings.ALL, listener);
  }

  void take(WireMessage message) {
    synchronized (this) {
      Sequencer client = clients.computeIfAbsent(message.about().from(), from -> new Sequencer());
      client.take(message, this::add);
      if (client.isWaiting() && !reminded) {
        reminded = true;
        remind();
      }
    }
    hear();
  }

  private void remind() {
    ticker.after(Sequencer.PATIENCE, this::giveUpWaiting);
  }

  private void giveUpWaiting() {
    synchronized (this) {
      reminded = false;
      for (Sequencer client : clients.values()) {
        reminded |= client.overdue(System.nanoTime(), this::add);
      }
      if (reminded) {
        remind();
      }
    }
    hear();
  }

  private void add(WireMessage message, long missing) {
    if (missing > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} messages to task {1} were lost on the way",
          missing,
          message.taskId());
    }
    log.add(message);
  }

  private void hear() {
    synchronized (this) {
      if (hearing || hearings.isEmpty()) {
        return;
      }
      hearing = true;
    }
    executor.execute(this::run);
  }

  private void run() {
    while (true) {
      Hearings.Call call;
      synchronized (this) {
        call = hearings.next(log, null);
        if (call == null) {
          hearing = false;
          return;
        }
      }
      try {
        call.listener().on(call.message());
      } catch (RuntimeException | Error e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "a listener of \"" + call.message().event() + "\" threw in a task",
            e);
      }
    }
  }
}
