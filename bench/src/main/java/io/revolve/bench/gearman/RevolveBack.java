package io.revolve.bench.gearman;

import io.revolve.Make;
import io.revolve.api.RunningTask;
import io.revolve.api.Worker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workers as they are without settings: as many threads as the machine has processors. */
final class RevolveBack implements AutoCloseable {

  /** The queue that is worked on all the time. */
  static final String LIVE = "live";

  /** The queue that nobody works on before it is asked to. */
  static final String PARKED = "parked";

  static final String NAME = "noop";
  static final int PAYLOAD = 100;

  private final Make make = new Make();
  private final int port;

  RevolveBack(int port) {
    this.port = port;
    worker(LIVE).start();
  }

  /** A config with what it adds to the engine's section. */
  static Map<String, Object> engine(int port, Map<String, Object> more) {
    Map<String, Object> section = new HashMap<>(more);
    section.put("port", port);
    section.put("namespace", "bench-revolve");
    return Map.of("provider", "gearman", "gearman", section);
  }

  private Worker worker(String queue) {
    Map<String, Object> config = new HashMap<>(engine(port, Map.of()));
    config.put("queues", queue);
    return make.worker(config).handle(NAME, RevolveBack::noop);
  }

  private static @Nullable Object noop(RunningTask running) {
    byte[] payload = running.payload(byte[].class);
    if (payload == null || payload.length != PAYLOAD) {
      throw new IllegalStateException("the payload is lost");
    }
    return null;
  }

  /**
   * Works off the parked queue with a new worker.
   *
   * @return when the last task had ended, in nanoseconds of this JVM
   */
  long drain(int tasks) throws InterruptedException {
    try (Worker worker = worker(PARKED).start()) {
      while (worker.stats().completed() < tasks) {
        Thread.sleep(1);
      }
      return System.nanoTime();
    }
  }

  @Override
  public void close() {
    make.close();
  }
}
