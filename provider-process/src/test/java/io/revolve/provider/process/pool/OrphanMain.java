package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Amp;
import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.relay.RelayKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Opens a pool, says which processes it has, and waits to be killed. With "deaf" they do not notice
 * that; with "hasty" neither, and a thread that is interrupted closes the pool and ends the JVM.
 */
final class OrphanMain {

  private static final Set<String> IS_DEAF = Set.of("deaf", "hasty");

  private OrphanMain() {}

  public static void main(String[] words) throws InterruptedException {
    PoolSettings settings =
        IS_DEAF.contains(words[0])
            ? PoolSettings.of(List.of("sleep", "1000"), new Amp(1 << 20), 3)
            : PoolSettings.of(
                    List.of("php", "src/test/resources/echo.php"), new Goridge(1 << 20), 3)
                .withRelay(RelayKind.valueOf(words[0]));
    settings =
        settings.withTimeouts(
            new PoolSettings.Timeouts(
                Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(3)));
    Pool pool = Pool.open(settings);
    StringBuilder pids = new StringBuilder();
    pool.workers().forEach(worker -> pids.append(worker.pid()).append(' '));
    System.out.println(pids);
    if (words[0].equals("hasty")) {
      Thread.currentThread().interrupt();
      pool.close();
      System.exit(0);
    }
    new CountDownLatch(1).await();
  }
}
