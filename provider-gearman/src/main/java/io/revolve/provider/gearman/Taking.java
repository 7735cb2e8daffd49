package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Config.Address;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a worker takes: a connection to each server for each queue, since a server empties a
 * connection's functions one after another and knows no weights. Thread safe.
 */
final class Taking {
  private static final long LONG = Duration.ofSeconds(1).toNanos();

  /** So long, queues wait for one another in the beginning. */
  private static final long TOGETHER_NANOS = Duration.ofMillis(200).toNanos();

  private final GearmanSettings settings;
  private final Functions functions;
  private final Loop loop;

  /** All below is guarded by this. */
  private @Nullable LeaseRequest request;

  private final Map<String, Queue> queues = new LinkedHashMap<>();

  private List<Taker> everyone = List.of();

  /** Until when the queue that is connected first does not go first, in nanoseconds of this JVM. */
  private long togetherUntil;

  /** A queue's weight, and who takes its jobs from each server. */
  private record Queue(int weight, List<Taker> takers) {}

  Taking(GearmanSettings settings, Functions functions, Loop loop) {
    this.settings = settings;
    this.functions = functions;
    this.loop = loop;
  }

  /** Takes what is asked for from now on. */
  synchronized void offer(LeaseRequest now) {
    if (now.equals(request)) {
      return;
    }
    request = now;
    Set<String> names = now.names() == null ? Set.of() : now.names();
    now.queues()
        .forEach(
            (name, weight) -> {
              Queue old = queues.get(name);
              List<Taker> takers = old == null ? takers(now.worker()) : old.takers();
              queues.put(name, new Queue(weight, takers));
              Set<String> taken = new LinkedHashSet<>(functions.taken(name, names));
              takers.forEach(taker -> taker.offer(taken));
            });
    togetherUntil = System.nanoTime() + TOGETHER_NANOS;
    everyone = queues.values().stream().flatMap(queue -> queue.takers().stream()).toList();
  }

  private List<Taker> takers(String worker) {
    List<Taker> takers = new ArrayList<>();
    for (Address server : settings.servers()) {
      takers.add(new Taker(server, loop, settings.timeout(), worker, Taker.LOOK));
    }
    return takers;
  }

  /**
   * Asks for jobs, so that so many have arrived or may in a moment; each queue as often as its
   * weight says.
   *
   * @return how long until this should be called again, in nanoseconds
   */
  synchronized long want(int most, long now) {
    int free = most - expected();
    if (waitsForOthers(now)) {
      return togetherUntil - now;
    }
    if (free <= 0) {
      return LONG; // Whoever is due to look would not be asked; what is to come is waited for.
    }
    Map<Taker, Integer> asks = new LinkedHashMap<>();
    for (int i = 0; i < free; i++) {
      Taker taker = draw(each -> each.mayAsk(now));
      if (taker == null) {
        break;
      }
      asks.merge(taker, 1, Integer::sum);
    }
    // Where queues compete, each is asked for its share; otherwise for what is likely to be there.
    asks.forEach(queues.size() > 1 ? Taker::askForAll : Taker::ask);
    long due = LONG;
    for (Taker taker : everyone) {
      due = Math.min(due, taker.untilLook(now));
    }
    return due;
  }

  /** Fails if no server has been connected for longer than a call may take. */
  synchronized void check() {
    Taker.check(everyone);
  }

  /** Whether {@link #want} would ask somebody. */
  synchronized boolean mayAsk(int most) {
    long now = System.nanoTime();
    return expected() < most
        && !waitsForOthers(now)
        && everyone.stream().anyMatch(taker -> taker.mayAsk(now));
  }

  /** Whether one of several queues cannot be asked yet. */
  private boolean waitsForOthers(long now) {
    return queues.size() > 1
        && togetherUntil - now > 0
        && !everyone.stream().allMatch(Taker::isReady);
  }

  private int expected() {
    int sum = 0;
    for (Taker taker : everyone) {
      sum += taker.expected();
    }
    return sum;
  }

  /** One of those that are such, each as often as its queue's weight says. */
  private @Nullable Taker draw(Predicate<Taker> such) {
    List<Taker> takers = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    int sum = 0;
    for (Queue queue : queues.values()) {
      for (Taker taker : queue.takers()) {
        if (such.test(taker)) {
          takers.add(taker);
          weights.add(queue.weight());
          sum += queue.weight();
        }
      }
    }
    int left = sum <= 1 ? 0 : ThreadLocalRandom.current().nextInt(sum);
    for (int i = 0; i < takers.size(); i++) {
      left -= weights.get(i);
      if (left < 0) {
        return takers.get(i);
      }
    }
    return null;
  }

  /** Returns when the servers have done what was said of jobs that were taken here. */
  void settle(List<Errand> errands) {
    List<Taker> takers;
    synchronized (this) {
      takers = everyone;
    }
    for (Errand errand : errands) {
      for (Taker taker : takers) {
        if (taker.isUp() && taker.peer().name().equals(errand.name())) {
          errand.fence(taker.peer());
        }
      }
    }
  }

  synchronized boolean hasArrived() {
    return everyone.stream().anyMatch(Taker::hasArrived);
  }

  /**
   * What has arrived; of several queues in the order of their weights, not one before the other.
   */
  synchronized List<Taken> poll(int max) {
    List<Taken> jobs = new ArrayList<>();
    while (jobs.size() < max) {
      Taker taker = draw(Taker::hasArrived);
      Taken job = taker == null ? null : taker.poll();
      if (job == null) {
        break;
      }
      jobs.add(job);
    }
    return jobs;
  }
}
