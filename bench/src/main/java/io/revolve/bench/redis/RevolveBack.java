package io.revolve.bench.redis;

import io.revolve.Make;
import io.revolve.api.RunningTask;
import io.revolve.api.Worker;
import io.revolve.bench.Payload;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Workers as they are without settings: as many threads as the machine has processors. */
final class RevolveBack implements Back {
  private final Make make = new Make();
  private final int port;

  RevolveBack(int port) {
    this.port = port;
    worker(Front.LIVE).handle("talk", RevolveBack::talk).start();
  }

  static Map<String, Object> engine(int port) {
    return Map.of("provider", "redis", "redis", Map.of("port", port, "namespace", "bench"));
  }

  private Worker worker(String queue) {
    Map<String, Object> engine = new java.util.HashMap<>(engine(port));
    engine.put("queues", queue);
    return make.worker(engine).handle("noop", RevolveBack::noop);
  }

  private static @Nullable Object noop(RunningTask running) {
    Objects.requireNonNull(running.payload(Payload.class));
    return null;
  }

  private static @Nullable Object talk(RunningTask running) {
    int events = Objects.requireNonNull(running.payload(Integer.class));
    for (int i = 0; i < events; i++) {
      LockSupport.parkNanos(RawBack.PAUSE_NANOS);
      running.write("tick", System.nanoTime());
    }
    return null;
  }

  @Override
  public void drain(int tasks) throws InterruptedException {
    try (Worker worker = worker(Front.PARKED).start()) {
      while (worker.stats().completed() < tasks) {
        Thread.sleep(1);
      }
    }
  }

  @Override
  public void close() {
    make.close();
  }
}
