package io.revolve.testkit.socket;

import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The jobs of one namespace: one lock around all of it. */
final class JobStore {

  /** How many ended jobs are kept at most, dead letters apart. */
  private static final int ENDED = 5_000;

  private final Map<String, StoredJob> all = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, StoredJob>> ready = new TreeMap<>();
  private final Map<String, String> unique = new HashMap<>();
  private final Set<String> paused = new HashSet<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private final TreeSet<StoredJob> timers =
      new TreeSet<>(
          Comparator.<StoredJob>comparingLong(job -> job.deadline)
              .thenComparingLong(job -> job.number));
  private final Random random = new Random(1);
  private long numbers;

  synchronized List<Submission> submit(List<Order> orders) {
    return orders.stream().map(this::submit).toList();
  }

  private Submission submit(Order order) {
    if (all.containsKey(order.id())) {
      return new Submission(false, order.id());
    }
    if (order.unique() != null) {
      String holder = unique.putIfAbsent(order.unique(), order.id());
      if (holder != null) {
        return new Submission(false, holder);
      }
    }
    StoredJob job = new StoredJob(order, numbers++);
    all.put(order.id(), job);
    await(job, order.delay(), TaskState.DELAYED);
    return new Submission(true, order.id());
  }

  private void await(StoredJob job, Duration delay, TaskState whileWaiting) {
    job.worker = null;
    if (delay.isZero()) {
      makeReady(job);
    } else {
      job.state = whileWaiting;
      setTimer(job, delay);
    }
  }

  private void makeReady(StoredJob job) {
    timers.remove(job);
    job.state = TaskState.QUEUED;
    ready.computeIfAbsent(job.order.queue(), queue -> new TreeMap<>()).put(job.rank, job);
    notifyAll();
  }

  private void setTimer(StoredJob job, Duration delay) {
    timers.remove(job);
    job.deadline = System.nanoTime() + delay.toNanos();
    timers.add(job);
    notifyAll();
  }

  /** Does what time has brought. */
  private void tick() {
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.first().deadline - now <= 0) {
      StoredJob job = timers.first();
      if (job.state.isTerminal()) {
        forget(job);
      } else {
        job.worker = null;
        makeReady(job);
      }
    }
  }

  private void forget(StoredJob job) {
    timers.remove(job);
    ended.remove(job.order.id());
    all.remove(job.order.id());
  }

  synchronized List<Lease> lease(LeaseRequest request, int max, Duration wait, Waiter waiter)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    long wakes = waiter.wakes();
    while (!waiter.isClosed()) {
      tick();
      List<Lease> leases = new ArrayList<>();
      for (Lease lease = take(request); lease != null; lease = take(request)) {
        leases.add(lease);
        if (leases.size() == max) {
          break;
        }
      }
      long left = end - System.nanoTime();
      if (!leases.isEmpty() || left <= 0 || waiter.wakes() != wakes) {
        return leases;
      }
      wait(millis(left));
    }
    return List.of();
  }

  /** How long to wait at most: until the time is up, or a timer is due. */
  private long millis(long nanos) {
    long until = timers.isEmpty() ? nanos : timers.first().deadline - System.nanoTime();
    return Math.max(1, Math.min(nanos, until) / 1_000_000 + 1);
  }

  synchronized void wake() {
    notifyAll();
  }

  private @Nullable Lease take(LeaseRequest request) {
    Map<String, Integer> left = new HashMap<>(request.queues());
    left.keySet().removeAll(paused);
    while (!left.isEmpty()) {
      String queue = pick(left);
      for (StoredJob job : ready.getOrDefault(queue, new TreeMap<>()).values()) {
        if (request.names() == null || request.names().contains(job.order.name())) {
          return take(job, request);
        }
      }
      left.remove(queue);
    }
    return null;
  }

  private String pick(Map<String, Integer> weights) {
    int point = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<String, Integer> each : weights.entrySet()) {
      point -= each.getValue();
      if (point < 0) {
        return each.getKey();
      }
    }
    throw new AssertionError();
  }

  private Lease take(StoredJob job, LeaseRequest request) {
    unready(job);
    job.state = TaskState.RUNNING;
    job.worker = request.worker();
    job.deliveries++;
    setTimer(job, request.lease());
    return new Lease(
        job.order.id(),
        job.order.name(),
        job.order.queue(),
        job.deliveries,
        job.cancelled,
        job.parcel,
        null);
  }

  private void unready(StoredJob job) {
    ready.getOrDefault(job.order.queue(), new TreeMap<>()).remove(job.rank);
  }

  private @Nullable StoredJob holding(Lease lease) {
    tick();
    StoredJob job = all.get(lease.id());
    boolean held =
        job != null && job.state == TaskState.RUNNING && job.deliveries == lease.delivery();
    return held ? job : null;
  }

  synchronized List<Settled> settle(List<Settlement> settlements) {
    return settlements.stream().map(this::settle).toList();
  }

  private Settled settle(Settlement settlement) {
    StoredJob job = holding(settlement.lease());
    if (job == null) {
      return Settled.LOST;
    }
    if (settlement instanceof Settlement.Finish finish) {
      end(job, finish.state(), finish.outcome());
      setTimer(job, finish.retention());
    } else if (settlement instanceof Settlement.Bury bury) {
      end(job, TaskState.FAILED, bury.outcome());
    } else if (settlement instanceof Settlement.Release release) {
      if (job.cancelled) {
        return Settled.CANCELLED;
      }
      job.parcel = release.parcel();
      await(job, release.delay(), release.retry() ? TaskState.RETRYING : TaskState.DELAYED);
    }
    return Settled.DONE;
  }

  private void end(StoredJob job, TaskState state, Parcel outcome) {
    unready(job);
    timers.remove(job);
    job.state = state;
    job.outcome = outcome;
    job.endedAt = Instant.now();
    if (state != TaskState.FAILED) {
      ended.add(job.order.id());
      if (ended.size() > ENDED) {
        forget(all.get(ended.iterator().next()));
      }
    }
    if (job.order.unique() != null) {
      unique.remove(job.order.unique(), job.order.id());
    }
  }

  synchronized List<Held> extend(List<Lease> leases, Duration lease) {
    List<Held> answers = new ArrayList<>();
    for (Lease each : leases) {
      StoredJob job = holding(each);
      if (job == null) {
        answers.add(Held.LOST);
      } else {
        setTimer(job, lease);
        answers.add(job.cancelled ? Held.CANCELLED : Held.HELD);
      }
    }
    return answers;
  }

  synchronized Cancelling cancel(String id, Parcel outcome) {
    tick();
    StoredJob job = all.get(id);
    if (job == null || job.state.isTerminal()) {
      return Cancelling.TOO_LATE;
    }
    if (job.state == TaskState.RUNNING || job.cancelled) {
      job.cancelled = true;
      return Cancelling.MARKED;
    }
    end(job, TaskState.CANCELLED, outcome);
    setTimer(job, job.order.retention());
    return Cancelling.ENDED;
  }

  synchronized @Nullable Job find(String id) {
    tick();
    StoredJob job = all.get(id);
    return job == null ? null : job.view();
  }

  synchronized List<Job> list(int limit, boolean dead) {
    tick();
    List<Job> jobs =
        all.values().stream()
            .filter(job -> !dead || job.state == TaskState.FAILED)
            .map(StoredJob::view)
            .toList();
    int skipped = Math.max(0, jobs.size() - limit);
    return dead ? jobs.subList(0, jobs.size() - skipped) : jobs.subList(skipped, jobs.size());
  }

  synchronized boolean replay(String id, Parcel parcel) {
    StoredJob job = all.get(id);
    if (job == null || job.state != TaskState.FAILED) {
      return false;
    }
    job.deliveries = 0;
    job.parcel = parcel;
    job.outcome = null;
    job.endedAt = null;
    job.cancelled = false;
    await(job, Duration.ZERO, TaskState.QUEUED);
    return true;
  }

  synchronized boolean delete(String id) {
    StoredJob job = all.get(id);
    return job != null && job.state == TaskState.FAILED && all.remove(id) != null;
  }

  synchronized void pause(String queue, boolean pause) {
    if (pause) {
      paused.add(queue);
    } else {
      paused.remove(queue);
    }
    notifyAll();
  }

  synchronized List<String> waiting(String queue, int limit) {
    tick();
    return all.values().stream()
        .filter(job -> job.order.queue().equals(queue))
        .filter(job -> !job.state.isTerminal() && job.state != TaskState.RUNNING)
        .map(job -> job.order.id())
        .limit(limit)
        .toList();
  }

  synchronized List<QueueStatus> queues() {
    tick();
    Map<String, long[]> counts = new TreeMap<>();
    paused.forEach(queue -> counts.put(queue, new long[4]));
    for (StoredJob job : all.values()) {
      long[] count = counts.computeIfAbsent(job.order.queue(), queue -> new long[4]);
      switch (job.state) {
        case QUEUED -> count[0]++;
        case DELAYED, RETRYING -> count[1]++;
        case RUNNING -> count[2]++;
        case FAILED -> count[3]++;
        default -> {}
      }
    }
    List<QueueStatus> queues = new ArrayList<>();
    counts.forEach(
        (name, count) ->
            queues.add(
                new QueueStatus(
                    name, count[0], count[1], count[2], count[3], paused.contains(name))));
    return queues;
  }
}
