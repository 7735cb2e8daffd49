package io.revolve.provider.local;

import io.revolve.api.Priority;
import io.revolve.api.TaskState;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A space of its own for one test, and short words for what tests do with it. */
final class Engine {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final LeaseRequest ANY = request(Map.of("q", 1), null, LONG);

  final LocalSpaces spaces = new LocalSpaces();
  final LocalJobLink jobs = jobs(10_000);

  LocalJobLink jobs(int ended) {
    return new LocalJobLink(spaces.enter("test"), ended);
  }

  LocalMessageLink messages(int bound, Duration patience) {
    LocalSettings settings = new LocalSettings("test", 10_000, bound, patience);
    return new LocalMessageLink(spaces.enter("test"), settings);
  }

  static LeaseRequest request(
      Map<String, Integer> queues, @Nullable Set<String> names, Duration lease) {
    return new LeaseRequest("worker", queues, names, lease);
  }

  static Parcel parcel(String text) {
    return Parcel.of(new byte[0], text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(@Nullable Parcel parcel) {
    return parcel == null ? "" : new String(parcel.body(), StandardCharsets.UTF_8);
  }

  static Order order(String id) {
    return order(id, "work", "q", Priority.NORMAL, Duration.ZERO);
  }

  static Order order(String id, String name, String queue, Priority priority, Duration delay) {
    return new Order(id, name, queue, priority, delay, null, MINUTE, parcel(id));
  }

  static Order unique(String id, String key) {
    return new Order(id, "work", "q", Priority.NORMAL, Duration.ZERO, key, MINUTE, parcel(id));
  }

  void submit(String... ids) {
    jobs.submit(List.of(ids).stream().map(Engine::order).toList());
  }

  Lease take() throws InterruptedException {
    return jobs.lease(ANY, 1, LONG).get(0);
  }

  List<String> take(LeaseRequest request, int max) throws InterruptedException {
    return jobs.lease(request, max, Duration.ZERO).stream().map(Lease::id).toList();
  }

  /** A lease whose time is over before anyone has noticed. */
  Lease takeAndOversleep() throws InterruptedException {
    LeaseRequest brief = request(Map.of("q", 1), null, Duration.ofNanos(1));
    Lease lease = jobs.lease(brief, 1, LONG).get(0);
    long start = System.nanoTime();
    while (System.nanoTime() - start < 1000) {
      Thread.onSpinWait();
    }
    return lease;
  }

  Settled finish(Lease lease) {
    return jobs.settle(
            List.of(new Settlement.Finish(lease, TaskState.COMPLETED, parcel("outcome"), MINUTE)))
        .get(0);
  }

  Settled bury(Lease lease) {
    return jobs.settle(List.of(new Settlement.Bury(lease, parcel("dead")))).get(0);
  }

  Settled release(Lease lease, Duration delay, boolean retry) {
    return jobs.settle(List.of(new Settlement.Release(lease, delay, retry, lease.parcel()))).get(0);
  }

  TaskState state(String id) {
    return jobs.find(List.of(id)).get(0).orElseThrow().state();
  }

  boolean isKnown(String id) {
    return jobs.find(List.of(id)).get(0).isPresent();
  }

  static Letter letter(String text) {
    return new Letter("a", null, parcel(text));
  }

  static Letter coalescing(String key, String text) {
    return new Letter("a", key, parcel(text));
  }

  static List<String> texts(Mail mail) {
    return mail.parcels().stream().map(Engine::text).toList();
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen in time");
      }
      LockSupport.parkNanos(50_000);
    }
  }

  /** Until a thread stands still, waiting for something. */
  static void untilWaiting(Thread thread) {
    until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }
}
