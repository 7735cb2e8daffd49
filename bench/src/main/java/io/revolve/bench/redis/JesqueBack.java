package io.revolve.bench.redis;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.greghaines.jesque.worker.MapBasedJobFactory;
import net.greghaines.jesque.worker.Worker;
import net.greghaines.jesque.worker.WorkerEvent;
import net.greghaines.jesque.worker.WorkerImpl;

/**
 * Two workers of jesque. A thread beside them pushes how many have ended, many at once, so that the
 * telling costs the workers nothing.
 */
final class JesqueBack implements Back {
  private static final int WORKERS = 2;

  private final int port;
  private final List<Worker> live;
  private final AtomicInteger ended = new AtomicInteger();
  private final Resp redis;

  JesqueBack(int port) throws IOException {
    this.port = port;
    redis = new Resp(port);
    Thread teller = new Thread(this::tell, "bench-tell");
    teller.setDaemon(true);
    teller.start();
    live = List.of(worker(Front.LIVE, this::ended), worker(Front.LIVE, this::ended));
  }

  private Worker worker(String queue, Runnable onEnd) {
    Worker worker =
        new WorkerImpl(
            JesqueFront.config(port),
            List.of(queue),
            new MapBasedJobFactory(Map.of("noop", JesqueNoop.class)));
    worker
        .getWorkerEventEmitter()
        .addListener(
            (event, from, on, job, runner, result, thrown) -> onEnd.run(), WorkerEvent.JOB_SUCCESS);
    Thread thread = new Thread(worker, "bench-jesque");
    thread.setDaemon(true);
    thread.start();
    return worker;
  }

  private synchronized void ended() {
    ended.incrementAndGet();
    notifyAll();
  }

  private synchronized int some() throws InterruptedException {
    while (ended.get() == 0) {
      wait();
    }
    return ended.getAndSet(0);
  }

  private void tell() {
    try {
      while (true) {
        Object unused = redis.ask("RPUSH", JesqueFront.DONE, Integer.toString(some()));
      }
    } catch (IOException | InterruptedException e) {
      System.getLogger(JesqueBack.class.getName())
          .log(System.Logger.Level.DEBUG, "tells no more", e);
    }
  }

  @Override
  public void drain(int tasks) throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    Worker[] workers = new Worker[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
      workers[i] = worker(Front.PARKED, done::incrementAndGet);
    }
    while (done.get() < tasks) {
      Thread.sleep(1);
    }
    for (Worker worker : workers) {
      worker.end(false);
    }
  }

  @Override
  public void close() {
    live.forEach(worker -> worker.end(false));
    redis.close();
  }
}
