package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Loop;
import java.util.List;

/**
 * What a link does beside carrying jobs.
 *
 * @param all one for each server
 * @param marks which jobs were cancelled while they ran
 * @param canceller cancels jobs
 * @param deadLetters what failed for good
 * @param counting counts queues
 */
record Errands(
    List<Errand> all, Marks marks, Canceller canceller, DeadLetters deadLetters, Counting counting)
    implements AutoCloseable {

  /** The errands of a link; nothing is connected by this. */
  static Errands of(
      GearmanSettings settings,
      Functions functions,
      Loop loop,
      Servers servers,
      Flights flights,
      Known<String> known) {
    List<Errand> all =
        settings.servers().stream()
            .map(server -> new Errand(server, loop, settings.timeout()))
            .toList();
    Marks marks = new Marks(functions, all);
    return new Errands(
        all,
        marks,
        new Canceller(settings, functions, all, marks, flights, known),
        new DeadLetters(settings, functions, servers, all),
        new Counting(settings.namespace(), functions, all));
  }

  @Override
  public void close() {
    all.forEach(Errand::close);
  }
}
