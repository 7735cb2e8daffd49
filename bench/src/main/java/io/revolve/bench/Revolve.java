package io.revolve.bench;

import io.revolve.Make;
import io.revolve.api.Client;
import io.revolve.api.Events;
import io.revolve.api.RunningTask;
import io.revolve.api.Task;
import io.revolve.api.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Revolve with an engine of its own: named tasks, made one by one from a map. */
final class Revolve implements Contender {
  private static final Duration WAIT = Duration.ofMillis(100);

  /** How the end of a task is heard. */
  enum Ear {
    /** A listener, which runs in {@code read()}. */
    LISTENER,
    /** The future of {@code submit()}. */
    FUTURE
  }

  private final Ear ear;
  private final Make make = new Make();
  private final Worker worker;
  private final Client client;

  Revolve(String provider, int workers, Ear ear) {
    this.ear = ear;
    Map<String, Object> section = Map.of("namespace", "bench-" + ear + "-" + workers);
    worker =
        make.worker(Map.of("provider", provider, provider, section, "concurrency", workers))
            .handle("noop", Revolve::noop)
            .start();
    client = make.client(Map.of("provider", provider, provider, section));
  }

  private static @Nullable Object noop(RunningTask running) {
    Objects.requireNonNull(running.payload(Payload.class));
    return null;
  }

  @Override
  public String name() {
    return ear == Ear.LISTENER ? "listener" : "submit()";
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The flight tells what comes of it.
  public void submit(Payload payload, Flight flight) {
    Task task = make.task(Map.of("name", "noop", "payload", payload));
    if (ear == Ear.LISTENER) {
      task.addListener(Events.COMPLETED, message -> flight.land());
      client.handle(task);
    } else {
      client.submit(task, Object.class).thenRun(flight::land);
    }
  }

  @Override
  public void await(Flight flight, int most) throws InterruptedException {
    if (ear == Ear.FUTURE) {
      flight.awaitAtMost(most);
      return;
    }
    long start = System.nanoTime();
    while (flight.up() > most) {
      client.read(WAIT);
      flight.checkSince(start);
    }
  }

  @Override
  public void close() {
    client.close();
    worker.close();
    make.close();
  }
}
