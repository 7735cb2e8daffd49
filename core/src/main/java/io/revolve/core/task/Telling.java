package io.revolve.core.task;

import io.revolve.spi.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task was told, from the start: each attempt hears all of it, in order, wherever it runs.
 * Not thread safe; its task guards it.
 */
final class Telling {

  /** A bound, so that a task that is told things for ever does not fill the memory. */
  static final int MOST = 100_000;

  private final List<Told> told = new ArrayList<>(2);
  private int run;
  private int sent;

  void add(String event, Body body) {
    if (told.size() >= MOST) {
      throw new IllegalStateException("a task can be told " + MOST + " things at most");
    }
    told.add(new Told(event, body));
  }

  /** Sends what the present run has not been told yet to its worker. */
  void flush(TaskHandle task, TaskLog log, Following client) {
    if (log.run != run) {
      run = log.run;
      sent = 0;
    }
    while (!log.worker.isEmpty() && sent < told.size()) {
      Told next = told.get(sent);
      client.tell(task, log.worker, sent + 1L, next.event, next.body);
      sent++;
    }
  }

  private record Told(String event, Body body) {}
}
