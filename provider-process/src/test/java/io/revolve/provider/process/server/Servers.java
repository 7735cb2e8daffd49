package io.revolve.provider.process.server;

import io.revolve.provider.process.line.Place;
import io.revolve.provider.process.pool.PoolSettings;
import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.protocol.Protocol;
import java.time.Duration;
import java.util.List;

/** Job servers for tests, on loopback and any free port. */
public final class Servers {
  /** So many bytes of payload go through. */
  public static final int FRAME = 80 << 20;

  private Servers() {}

  /** PHP workers that know nothing but AMP. */
  public static PoolSettings amp(int workers) {
    return pool(
        List.of("php", "src/test/resources/amp/worker.php"), new Amp(FRAME), workers, 100_000);
  }

  /** PHP workers with the library. */
  public static PoolSettings library(int workers) {
    return pool(
        List.of("php", "src/test/resources/amp/library.php"), new Goridge(FRAME), workers, 1000);
  }

  static PoolSettings pool(List<String> command, Protocol protocol, int workers, int waiting) {
    return PoolSettings.of(command, protocol, workers)
        .withWaiting(waiting)
        .withTimeouts(
            new PoolSettings.Timeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5)));
  }

  /** A server at a port, 0 for any. */
  public static JobServer open(PoolSettings pool, int port) throws Exception {
    return JobServer.open(settings(pool, port));
  }

  /** As {@link #open} has it. */
  public static JobServerSettings settings(PoolSettings pool, int port) {
    return JobServerSettings.of(pool, Place.of("127.0.0.1", port))
        .withBounds(new JobServerSettings.Bounds(FRAME, 1000, 4096, 1L << 30, 256L << 20));
  }
}
