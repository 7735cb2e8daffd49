package io.revolve.provider.gearman;

import io.revolve.api.EngineException;
import io.revolve.provider.gearman.admin.FunctionStatus;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Config.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Drops letters for which nobody comes, as those to a client that was killed: a server would keep
 * them for ever. It looks now and then which addresses have letters and no reader; what was so at
 * each look, for long enough, is taken up and ended. Thread safe.
 */
final class Sweeper implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Sweeper.class.getName());

  /** How often it looks in the time that letters are kept. */
  private static final int LOOKS = 8;

  private static final int AT_ONCE = 1000;

  private final GearmanSettings settings;
  private final Functions functions;
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** At how many looks an address had no reader, by server; used by the thread that looks. */
  private final Map<Address, Map<String, Integer>> unread = new HashMap<>();

  Sweeper(GearmanSettings settings, Functions functions) {
    this.settings = settings;
    this.functions = functions;
  }

  /** Begins to look, in a thread of its own. */
  void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::run, "revolve-gearman-sweep-" + settings.namespace());
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    long pause = settings.keep().dividedBy(LOOKS).toNanos();
    try {
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        settings.servers().forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Address server) {
    try (Loop loop = new Loop();
        Errand errand = new Errand(server, loop, settings.timeout())) {
      look(errand, unread.computeIfAbsent(server, s -> new HashMap<>()));
    } catch (EngineException e) {
      unread.remove(server); // Readers could not come either.
      LOGGER.log(System.Logger.Level.DEBUG, "cannot look for letters that nobody reads", e);
    }
  }

  private void look(Errand server, Map<String, Integer> looks) {
    Map<String, Long> now = new HashMap<>();
    for (FunctionStatus each : server.admin().status()) {
      if (functions.isMailbox(each.function()) && each.jobs() > 0 && each.workers() == 0) {
        now.put(each.function(), each.jobs());
      }
    }
    looks.keySet().retainAll(now.keySet());
    now.forEach(
        (function, jobs) -> {
          if (looks.merge(function, 1, Integer::sum) > LOOKS) {
            drop(server, function, jobs);
            looks.remove(function);
          }
        });
  }

  /** Drops as many as were seen, the oldest first: what has come since may have a reader. */
  private void drop(Errand server, String function, long jobs) {
    long left = jobs;
    long last = 1;
    while (left > 0 && last > 0) {
      last =
          server.take(Set.of(function), (int) Math.min(left, AT_ONCE), each -> end(server, each));
      left -= last;
    }
    LOGGER.log(
        System.Logger.Level.INFO,
        "dropped {0} packets of letters to {1} at {2}, for which nobody has come for {3}",
        jobs - left,
        function,
        server.name(),
        settings.keep());
  }

  private static long end(Errand server, List<Taken> jobs) {
    server.end(jobs);
    return jobs.size();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
