package io.revolve.bench.redis;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.Task;
import io.revolve.bench.Flight;
import io.revolve.bench.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client: one task by {@code submit()} and its future; many by {@code handleAll()}, with a
 * listener each, heard in {@code read()}.
 */
final class RevolveFront implements Front {
  private static final Duration WAIT = Duration.ofMillis(100);

  private final Make make = new Make();
  private final Client client;

  RevolveFront(int port) {
    client = make.client(RevolveBack.engine(port));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The flight tells what comes of it.
  public void send(int tasks, Flight flight) {
    if (tasks == 1) {
      client.submit(task(LIVE), Object.class).thenRun(flight::land);
      return;
    }
    List<Task> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      Task task = task(LIVE);
      task.addListener(Events.COMPLETED, message -> flight.land());
      all.add(task);
    }
    client.handleAll(all);
  }

  @Override
  public void await(Flight flight, int most) throws InterruptedException {
    long start = System.nanoTime();
    if (flight.up() <= 1) {
      flight.awaitAtMost(most);
      return;
    }
    while (flight.up() > most) {
      client.read(WAIT);
      flight.checkSince(start);
    }
  }

  @Override
  public void park(int tasks) {
    List<Task> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      all.add(task(PARKED));
    }
    client.handleAll(all);
  }

  @Override
  public long[] hear(int events) throws InterruptedException {
    long[] nanos = new long[events];
    AtomicInteger heard = new AtomicInteger();
    Task task = make.task(Map.of("name", "talk", "queue", LIVE, "payload", events));
    task.addListener(
        "tick",
        message -> {
          Long said = message.as(Long.class);
          nanos[heard.getAndIncrement()] = System.nanoTime() - (said == null ? 0 : said);
        });
    client.handle(task);
    while (!client.hasCompleted(task)) {
      client.read(WAIT);
    }
    if (heard.get() != events) {
      throw new IllegalStateException("heard " + heard + " of " + events);
    }
    return nanos;
  }

  private Task task(String queue) {
    return make.task(Map.of("name", "noop", "queue", queue, "payload", Payload.SAMPLE));
  }

  @Override
  public void close() {
    make.close();
  }
}
