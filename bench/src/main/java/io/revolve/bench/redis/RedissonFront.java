package io.revolve.bench.redis;

import io.revolve.bench.Flight;
import io.revolve.bench.Payload;
import java.util.concurrent.Callable;
import org.redisson.Redisson;
import org.redisson.api.RExecutorFuture;
import org.redisson.api.RExecutorService;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's executor, whose futures say that a task has ended. */
final class RedissonFront implements Front {
  private final RedissonClient redisson;
  private final RExecutorService live;
  private final RExecutorService parked;

  RedissonFront(int port) {
    redisson = connect(port);
    live = redisson.getExecutorService(LIVE);
    parked = redisson.getExecutorService(PARKED);
  }

  static RedissonClient connect(int port) {
    Config config = new Config();
    config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
    return Redisson.create(config);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The flight tells what comes of it.
  public void send(int tasks, Flight flight) {
    if (tasks == 1) {
      live.submit(task()).thenRun(flight::land);
      return;
    }
    for (RExecutorFuture<?> future : live.submit(tasks(tasks)).getTaskFutures()) {
      future.thenRun(flight::land);
    }
  }

  @Override
  public void park(int tasks) {
    if (parked.submit(tasks(tasks)).getTaskFutures().size() != tasks) {
      throw new IllegalStateException("not all were queued");
    }
  }

  private static Callable<?>[] tasks(int tasks) {
    Callable<?>[] all = new Callable<?>[tasks];
    for (int i = 0; i < tasks; i++) {
      all[i] = task();
    }
    return all;
  }

  private static RedissonNoop task() {
    Payload payload = Payload.SAMPLE;
    return new RedissonNoop(
        payload.file(), payload.width(), payload.height(), payload.format(), payload.owner());
  }

  @Override
  public void close() {
    redisson.shutdown();
  }
}
