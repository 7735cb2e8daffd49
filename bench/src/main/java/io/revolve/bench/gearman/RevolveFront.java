package io.revolve.bench.gearman;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.bench.Flight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two clients: one whose tasks are foreground jobs, and one whose tasks are background jobs. Each
 * task has a listener, which is heard in {@code read()}, and whenever some have ended as many more
 * are handed over; or a future, one after another.
 */
final class RevolveFront implements AutoCloseable {
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final byte[] PAYLOAD = new byte[RevolveBack.PAYLOAD];

  private final Make make = new Make();
  private final Client foreground;
  private final Client background;

  RevolveFront(int port) {
    foreground = make.client(RevolveBack.engine(port, Map.of("mode", "foreground")));
    background = make.client(RevolveBack.engine(port, Map.of()));
  }

  /** Has tasks done one after another, each awaited by its future. */
  void submit(int tasks) {
    for (int i = 0; i < tasks; i++) {
      Object unused = foreground.submit(task(RevolveBack.LIVE), Object.class).join();
    }
  }

  /** Has tasks done, so many under way at most. */
  void fly(int tasks, int inFlight) throws InterruptedException {
    long start = System.nanoTime();
    Flight flight = new Flight();
    int sent = 0;
    while (sent < tasks || flight.up() > 0) {
      int more = Math.min(inFlight - flight.up(), tasks - sent);
      if (more > 0) {
        flight.start(more);
        foreground.handleAll(tasks(more, flight));
        sent += more;
      }
      foreground.read(WAIT);
      flight.checkSince(start);
    }
  }

  private List<Task> tasks(int count, Flight flight) {
    List<Task> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Task task = task(RevolveBack.LIVE);
      task.addListener(Events.COMPLETED, message -> flight.land());
      tasks.add(task);
    }
    return tasks;
  }

  /** Queues so many tasks in one go where nobody works yet. */
  void park(int tasks) {
    List<Task> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      all.add(task(RevolveBack.PARKED));
    }
    background.handleAll(all);
  }

  private Task task(String queue) {
    return make.task(Map.of("name", RevolveBack.NAME, "queue", queue, "payload", PAYLOAD));
  }

  @Override
  public void close() {
    make.close();
  }
}
