package io.revolve.provider.redis;

import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/**
 * Takes leases, and waits for jobs at the bells of its queues and names. Who submits rings them;
 * who leaves something behind rings on. Thread safe.
 */
final class Leasing {

  /** A token may be lost with the worker that took it: others look again after this. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Engine engine;
  private volatile @Nullable Known known;

  Leasing(Engine engine) {
    this.engine = engine;
  }

  List<Lease> lease(LeaseRequest request, int max, Duration wait) throws InterruptedException {
    int round = engine.wakes();
    Known what = known(request);
    long end = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 4);
    while (true) {
      List<Object> reply = engine.list(Script.LEASE, what.arguments(max));
      List<Lease> leases = leases(reply);
      long left = end - System.nanoTime();
      if (!leases.isEmpty() || left <= 0 || engine.wakes() != round) {
        return leases;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long nanos = Math.min(left, LONGEST_WAIT.toNanos());
      long due = (Long) reply.get(0);
      if (due >= 0) {
        nanos = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(due + 1));
      }
      Object token = await(what, Duration.ofNanos(nanos), round);
      if (token == null && engine.wakes() != round) {
        return List.of(); // Not one more look: the server may be the reason why we were woken.
      }
    }
  }

  private @Nullable Object await(Known what, Duration wait, int round) {
    CommandArguments arguments = new CommandArguments(Protocol.Command.BLPOP);
    what.bells.forEach(arguments::key);
    // Zero would wait for ever.
    arguments.add(Math.max(0.001, wait.toMillis() / 1000.0));
    return engine.await(arguments, wait, round);
  }

  /** Four lists and a text: see the script. */
  private static List<Lease> leases(List<Object> reply) {
    List<?> ids = (List<?>) reply.get(2);
    if (ids.isEmpty()) {
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
    for (int i = 0; i < ids.size(); i++) {
      Run run = before.isEmpty() ? first : before.getOrDefault((long) i, first);
      leases.add(lease(Fields.text(ids.get(i)), (byte[]) records.get(i), run));
    }
    return leases;
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
        new Holding(run, record));
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

    List<byte[]> arguments(int max) {
      Map<String, Integer> shares = turns.next(max);
      List<byte[]> arguments = new ArrayList<>(4 + 2 * shares.size() + names.size());
      arguments.add(Fields.bytes(request.worker()));
      arguments.add(Fields.bytes(request.lease().toMillis()));
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
}
