package io.revolve.provider.redis;

import io.revolve.api.EngineException;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/**
 * Takes leases, and waits for jobs at the bells of its queues and names. Who submits rings them;
 * who leaves something behind rings on. Behind the wait comes the next look, in the same round
 * trip. Where its answer is lost, what it took is put back. Thread safe.
 */
final class Leasing {

  /** A token may be lost with the worker that took it: others look again after this. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Engine engine;
  private volatile @Nullable Known known;

  /** Each look has a number, by which it can be undone. */
  private final String series =
      Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, Long.MAX_VALUE));

  private final AtomicLong looks = new AtomicLong();

  /** The numbers of looks whose answers have not come. */
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  Leasing(Engine engine) {
    this.engine = engine;
  }

  List<Lease> lease(LeaseRequest request, int max, Duration wait) throws InterruptedException {
    int round = engine.wakes();
    Known what = known(request);
    long end = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 4);
    while (true) {
      List<Lease> leases = look(what, max, end, round);
      if (!leases.isEmpty() || end - System.nanoTime() <= 0 || engine.wakes() != round) {
        return leases;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Looks for jobs: at once, or, if the last look has found all there was, when the bell rings. */
  private List<Lease> look(Known what, int max, long end, int round) {
    undo();
    String stamp = series + looks.incrementAndGet();
    List<byte[]> arguments = what.arguments(stamp, max);
    Duration pause = what.pause(System.nanoTime(), end);
    try {
      List<Object> reply =
          pause.isZero()
              ? engine.list(Script.LEASE, arguments)
              : engine.await(what.wait(pause), pause, round, Script.LEASE, arguments);
      if (reply == null) {
        unanswered.add(stamp);
        return List.of();
      }
      List<Lease> leases = leases(reply);
      what.saw(leases.size() < max, System.nanoTime(), (Long) reply.get(0));
      return leases;
    } catch (EngineException e) {
      unanswered.add(stamp);
      throw e;
    }
  }

  /**
   * Puts back what was taken by looks whose answers have not come: a wake has cut them off, or the
   * network. To be called with whatever is said to the server next, for else it waits for the end
   * of its leases.
   */
  void undo() {
    if (unanswered.isEmpty()) {
      return;
    }
    List<String> stamps = List.copyOf(unanswered);
    long unused = engine.number(Script.UNDO, stamps.stream().map(Fields::bytes).toList());
    unanswered.removeAll(stamps);
  }

  /** Four lists and a text: see the script. */
  private static List<Lease> leases(List<Object> reply) {
    List<?> ids = (List<?>) reply.get(2);
    Iterator<?> bundles = ((List<?>) reply.get(5)).iterator();
    if (ids.isEmpty() && !bundles.hasNext()) {
      return List.of();
    }
    List<?> records = (List<?>) reply.get(3);
    Map<Long, Run> before = new HashMap<>();
    Iterator<?> others = ((List<?>) reply.get(4)).iterator();
    while (others.hasNext()) {
      before.put((Long) others.next(), Run.of(others.next()));
    }
    Run first = Run.of(reply.get(1));
    List<Lease> leases = new ArrayList<>(ids.size());
    int at = 0;
    while (true) {
      String bundle = bundles.hasNext() ? Fields.text(bundles.next()) : "";
      long singles = bundle.isEmpty() ? ids.size() : (Long) bundles.next();
      for (; at < singles; at++) {
        Run run = before.isEmpty() ? first : before.getOrDefault((long) at, first);
        leases.add(lease(Fields.text(ids.get(at)), (byte[]) records.get(at), run));
      }
      if (bundle.isEmpty()) {
        return leases;
      }
      new Bundle(bundle, first, Fields.text(bundles.next()))
          .addTo(leases, Fields.text(bundles.next()), (byte[]) bundles.next());
    }
  }

  private static Lease lease(String id, byte[] record, Run run) {
    JobRecord job = JobRecord.of(record);
    return new Lease(
        id,
        job.name(),
        job.queue(),
        run.deliveries(),
        run.isCancelled(),
        job.parcel(),
        Holding.alone(run, record));
  }

  // The same request, not an equal one: the worker passes it again until something changes.
  @SuppressWarnings("ReferenceEquality")
  private Known known(LeaseRequest request) {
    Known before = known;
    if (before != null && before.request == request) {
      return before;
    }
    Known now = new Known(request, engine);
    known = now;
    return now;
  }

  /** What is derived from a request. */
  private static final class Known {
    final LeaseRequest request;
    final Turns turns;
    final List<byte[]> names = new ArrayList<>();
    final List<byte[]> bells = new ArrayList<>();

    /** The last look, if it found all there was. */
    private volatile @Nullable Seen seen;

    Known(LeaseRequest request, Engine engine) {
      this.request = request;
      turns = new Turns(request.queues());
      if (request.names() != null) {
        request.names().forEach(name -> names.add(Fields.bytes(Fields.encode(name))));
      }
      for (String queue : request.queues().keySet()) {
        String bell = "bell:" + Fields.encode(queue);
        if (request.names() == null) {
          bells.add(engine.key(bell));
        } else {
          for (String name : request.names()) {
            bells.add(engine.key(bell + "\t" + Fields.encode(name)));
          }
        }
      }
    }

    /** How long to wait before the next look: not at all if there may be more. */
    Duration pause(long now, long end) {
      Seen last = seen;
      if (last == null) {
        return Duration.ZERO;
      }
      long nanos = Math.min(end - now, LONGEST_WAIT.toNanos());
      if (last.dueMillis >= 0) {
        long due = TimeUnit.MILLISECONDS.toNanos(last.dueMillis + 1);
        nanos = Math.min(nanos, last.atNanos + due - now);
      }
      return nanos < 1_000_000 ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /** A look has found all there was, or not. */
    void saw(boolean all, long atNanos, long dueMillis) {
      seen = all ? new Seen(atNanos, dueMillis) : null;
    }

    CommandArguments wait(Duration pause) {
      CommandArguments arguments = new CommandArguments(Protocol.Command.BLPOP);
      bells.forEach(arguments::key);
      return arguments.add(pause.toMillis() / 1000.0);
    }

    List<byte[]> arguments(String stamp, int max) {
      Map<String, Integer> shares = turns.next(max);
      List<byte[]> arguments = new ArrayList<>(5 + 2 * shares.size() + names.size());
      arguments.add(Fields.bytes(request.worker()));
      arguments.add(Fields.bytes(request.lease().toMillis()));
      arguments.add(Fields.bytes(stamp));
      arguments.add(Fields.bytes(max));
      arguments.add(Fields.bytes(shares.size()));
      shares.forEach(
          (queue, share) -> {
            arguments.add(Fields.bytes(Fields.encode(queue)));
            arguments.add(Fields.bytes(share));
          });
      arguments.addAll(names);
      return arguments;
    }
  }

  /** When the last look was, and in how many milliseconds from then something is due; or never. */
  private record Seen(long atNanos, long dueMillis) {}
}
