package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.ANY;
import static io.revolve.provider.local.Engine.LONG;
import static io.revolve.provider.local.Engine.order;
import static io.revolve.provider.local.Engine.parcel;
import static io.revolve.provider.local.Engine.request;
import static io.revolve.provider.local.Engine.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Priority;
import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JobRaceTest {
  private static final int JOBS = 10_000;

  private final Engine engine = new Engine();

  @Test
  void cancelAndFinishAgreeOnOneEnd() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<?> worker =
        threads.submit(
            () -> {
              while (ended.get() + cancelled.get() < JOBS) {
                for (Lease lease : engine.jobs.lease(ANY, 1, Duration.ofMillis(10))) {
                  boolean retry = lease.delivery() == 1;
                  Settled settled =
                      retry ? engine.release(lease, Duration.ZERO, true) : engine.finish(lease);
                  if (settled == Settled.CANCELLED) {
                    assertEquals(Settled.DONE, engine.finish(lease));
                  }
                  if ((!retry && settled == Settled.DONE) || settled == Settled.CANCELLED) {
                    ended.incrementAndGet();
                  }
                }
              }
              return null;
            });
    for (int i = 0; i < JOBS; i++) {
      engine.submit("job" + i);
      if (engine.jobs.cancel("job" + i, parcel("end")) == Cancelling.ENDED) {
        cancelled.incrementAndGet();
      }
    }
    worker.get(60, TimeUnit.SECONDS);
    threads.shutdownNow();
    assertEquals(JOBS, ended.get() + cancelled.get());
    assertEquals(new QueueStatus("q", 0, 0, 0, 0, false), engine.jobs.queues().get(0));
  }

  @Test
  void manyWorkersLoseNothingAndDoNothingTwice() throws Exception {
    Set<String> done = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<LocalJobLink> links = new ArrayList<>();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      LocalJobLink link = engine.jobs(10_000);
      links.add(link);
      // Half of them know one of the two names only.
      Set<String> names = i % 2 == 0 ? Set.of("work", "more") : Set.of("work");
      LeaseRequest request = request(Map.of("q", 1), names, LONG);
      int max = 1 + i % 3;
      workers.add(
          threads.submit(
              () -> {
                while (done.size() < JOBS) {
                  for (Lease lease : link.lease(request, max, Duration.ofMillis(50))) {
                    Settlement end =
                        new Settlement.Finish(lease, TaskState.COMPLETED, parcel("end"), LONG);
                    if (link.settle(List.of(end)).get(0) != Settled.DONE || !done.add(lease.id())) {
                      twice.incrementAndGet();
                    }
                  }
                }
                return null;
              }));
    }
    for (int i = 0; i < JOBS; i++) {
      String name = i % 4 == 0 ? "more" : "work";
      engine.jobs.submit(List.of(order("job" + i, name, "q", Priority.NORMAL, Duration.ZERO)));
    }
    until(() -> done.size() == JOBS);
    for (Future<?> worker : workers) {
      worker.get(30, TimeUnit.SECONDS);
    }
    links.forEach(LocalJobLink::close);
    threads.shutdown();
    assertEquals(0, twice.get());
  }
}
