package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Goridge;
import io.revolve.provider.process.relay.RelayKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Opens a pool, says which processes it has, and waits to be killed. */
final class OrphanMain {

  private OrphanMain() {}

  public static void main(String[] words) throws InterruptedException {
    PoolSettings settings =
        new PoolSettings(
            List.of("php", "src/test/resources/echo.php"),
            null,
            Map.of(),
            new Goridge(1 << 20),
            RelayKind.valueOf(words[0]),
            3,
            0,
            10,
            PoolSettings.Limits.NONE,
            PoolSettings.Timeouts.USUAL);
    Pool pool = Pool.open(settings);
    StringBuilder pids = new StringBuilder();
    pool.workers().forEach(worker -> pids.append(worker.pid()).append(' '));
    System.out.println(pids);
    new CountDownLatch(1).await();
  }
}
