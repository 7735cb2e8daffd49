package io.revolve.core.worker;

import io.revolve.api.Listener;
import io.revolve.core.task.Hearings;
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
  private final TaskLog log = new TaskLog();
  private final Hearings hearings = new Hearings();

  /** The last number of each client. */
  private final Map<String, Long> last = new HashMap<>();

  private boolean hearing;

  Tells(Executor executor) {
    this.executor = executor;
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
      Long before = last.put(message.about().from(), message.sequence());
      if (before != null && before >= message.sequence()) {
        last.put(message.about().from(), before);
        return;
      }
      log.add(message);
    }
    hear();
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
