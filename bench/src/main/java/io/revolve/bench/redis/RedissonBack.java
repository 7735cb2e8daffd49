package io.revolve.bench.redis;

import org.redisson.api.RExecutorService;
import org.redisson.api.RedissonClient;
import org.redisson.api.WorkerOptions;

/** Four workers of Redisson's executor. */
final class RedissonBack implements Back {
  private static final int WORKERS = 4;

  private final RedissonClient redisson;

  RedissonBack(int port) {
    redisson = RedissonFront.connect(port);
    redisson
        .getExecutorService(Front.LIVE)
        .registerWorkers(WorkerOptions.defaults().workers(WORKERS));
  }

  @Override
  public void drain(int tasks) throws InterruptedException {
    RExecutorService parked = redisson.getExecutorService(Front.PARKED);
    parked.registerWorkers(WorkerOptions.defaults().workers(WORKERS));
    while (parked.getTaskCount() > 0) {
      Thread.sleep(10);
    }
    parked.deregisterWorkers();
  }

  @Override
  public void close() {
    redisson.shutdown();
  }
}
