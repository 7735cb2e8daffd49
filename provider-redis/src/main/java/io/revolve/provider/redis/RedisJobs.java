package io.revolve.provider.redis;

import io.revolve.api.QueueStatus;
import io.revolve.api.TaskState;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.Protocol;

/** Jobs in Redis: each method is one script, and so one step for all who look on. */
final class RedisJobs implements JobLink {

  /** Of a longer list a script would keep all others waiting. */
  private static final int AT_ONCE = 1000;

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] FINISH = {'f'};
  private static final byte[] BURY = {'b'};
  private static final byte[] RELEASE = {'r'};

  private final Engine engine;
  private final Leasing leasing;

  RedisJobs(Engine engine) {
    this.engine = engine;
    leasing = new Leasing(engine);
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    return inPieces(orders, this::submitPiece);
  }

  private List<Submission> submitPiece(List<Order> orders) {
    Map<Lane, byte[]> lanes = new LinkedHashMap<>();
    List<byte[]> jobs = new ArrayList<>(5 * orders.size());
    List<Submission> submissions = new ArrayList<>(orders.size());
    for (Order order : orders) {
      Lane lane = Lane.of(order);
      String unique = order.unique() == null ? "" : Fields.encode(order.unique());
      jobs.add(Fields.bytes(order.id()));
      jobs.add(lanes.computeIfAbsent(lane, key -> Fields.bytes(lanes.size() + 1L)));
      jobs.add(millis(order.delay()));
      jobs.add(Fields.bytes(unique));
      jobs.add(lane.record(unique, order));
      submissions.add(new Submission(true, order.id()));
    }
    List<byte[]> arguments = new ArrayList<>(1 + 3 * lanes.size() + jobs.size());
    arguments.add(Fields.bytes(lanes.size()));
    lanes.keySet().forEach(lane -> lane.addTo(arguments));
    arguments.addAll(jobs);
    List<Object> known = engine.list(Script.SUBMIT, arguments);
    for (int i = 0; i < known.size(); i += 2) {
      int at = Math.toIntExact((Long) known.get(i));
      submissions.set(at, new Submission(false, Fields.text(known.get(i + 1))));
    }
    return submissions;
  }

  @Override
  public List<Lease> lease(LeaseRequest request, int max, Duration wait)
      throws InterruptedException {
    return leasing.lease(request, Math.min(max, AT_ONCE), wait);
  }

  @Override
  public void wake() {
    engine.wake();
  }

  @Override
  public List<Settled> settle(List<? extends Settlement> settlements) {
    return inPieces(settlements, this::settlePiece);
  }

  private List<Settled> settlePiece(List<? extends Settlement> settlements) {
    List<byte[]> arguments = new ArrayList<>(7 * settlements.size());
    for (Settlement settlement : settlements) {
      Lease lease = settlement.lease();
      Holding holding = Holding.of(lease);
      arguments.add(kind(settlement));
      arguments.add(Fields.bytes(lease.id()));
      arguments.add(holding.run());
      arguments.add(Fields.bytes(Fields.encode(lease.queue())));
      arguments.add(Fields.bytes(holding.unique()));
      if (settlement instanceof Settlement.Finish finish) {
        String state = finish.state() == TaskState.COMPLETED ? "C" : "X";
        long retention = finish.retention().toMillis();
        arguments.add(Fields.bytes(retention));
        arguments.add(holding.end(state, retention, finish.outcome().toBytes()));
      } else if (settlement instanceof Settlement.Bury bury) {
        arguments.add(NOTHING);
        arguments.add(bury.outcome().toBytes());
      } else if (settlement instanceof Settlement.Release release) {
        String sign = release.retry() ? "-" : "";
        arguments.add(Fields.bytes(sign + Fields.text(millis(release.delay()))));
        arguments.add(release.parcel().toBytes());
      }
    }
    List<Object> reply = engine.list(Script.SETTLE, arguments);
    List<Settled> settled = new ArrayList<>(reply.size());
    for (Object answer : reply) {
      settled.add(
          switch (Math.toIntExact((Long) answer)) {
            case 1 -> Settled.DONE;
            case 2 -> Settled.CANCELLED;
            default -> Settled.LOST;
          });
    }
    return settled;
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    return inPieces(leases, some -> extendPiece(some, lease));
  }

  private List<Held> extendPiece(List<? extends Lease> leases, Duration duration) {
    List<byte[]> arguments = new ArrayList<>(1 + 2 * leases.size());
    arguments.add(millis(duration));
    for (Lease lease : leases) {
      arguments.add(Fields.bytes(lease.id()));
      arguments.add(Holding.of(lease).run());
    }
    List<Object> reply = engine.list(Script.EXTEND, arguments);
    List<Held> held = new ArrayList<>(reply.size());
    for (Object answer : reply) {
      held.add(
          switch (Math.toIntExact((Long) answer)) {
            case 1 -> Held.HELD;
            case 2 -> Held.CANCELLED;
            default -> Held.LOST;
          });
    }
    return held;
  }

  @Override
  public Cancelling cancel(String id, Parcel outcome) {
    int answer = engine.number(Script.CANCEL, List.of(Fields.bytes(id), outcome.toBytes()));
    return switch (answer) {
      case 1 -> Cancelling.ENDED;
      case 2 -> Cancelling.MARKED;
      default -> Cancelling.TOO_LATE;
    };
  }

  @Override
  public List<Optional<Job>> find(Collection<String> ids) {
    return inPieces(List.copyOf(ids), this::findPiece);
  }

  private List<Optional<Job>> findPiece(List<? extends String> ids) {
    List<byte[]> arguments = new ArrayList<>(1 + ids.size());
    arguments.add(Fields.bytes("ids"));
    ids.forEach(id -> arguments.add(Fields.bytes(id)));
    List<Object> reply = engine.list(Script.FIND, arguments);
    Map<String, Job> jobs = Found.byId(reply);
    List<Optional<Job>> found = new ArrayList<>(ids.size());
    ids.forEach(id -> found.add(Optional.ofNullable(jobs.get(id))));
    return found;
  }

  @Override
  public List<Job> list(int limit) {
    return newestOrDead("recent", limit);
  }

  @Override
  public List<Job> dead(int limit) {
    return newestOrDead("dead", limit);
  }

  private List<Job> newestOrDead(String which, int limit) {
    if (limit < 1) {
      return List.of();
    }
    List<Object> reply =
        engine.list(
            Script.FIND, List.of(Fields.bytes(which), Fields.bytes(Math.min(limit, AT_ONCE))));
    return Found.list(reply);
  }

  @Override
  public boolean replay(String id, Parcel parcel) {
    return bury(List.of(Fields.bytes("replay"), Fields.bytes(id), parcel.toBytes()));
  }

  @Override
  public boolean delete(String id) {
    return bury(List.of(Fields.bytes("delete"), Fields.bytes(id)));
  }

  private boolean bury(List<byte[]> arguments) {
    int answer = engine.number(Script.BURY, arguments);
    return answer == 1;
  }

  @Override
  public List<QueueStatus> queues() {
    List<Object> reply = engine.list(Script.QUEUES, List.of());
    List<QueueStatus> queues = new ArrayList<>(reply.size() / 6);
    for (int at = 0; at < reply.size(); at += 6) {
      queues.add(
          new QueueStatus(
              Fields.decode(Fields.text(reply.get(at))),
              Long.parseLong(Fields.text(reply.get(at + 1))),
              Long.parseLong(Fields.text(reply.get(at + 2))),
              Long.parseLong(Fields.text(reply.get(at + 3))),
              Long.parseLong(Fields.text(reply.get(at + 4))),
              Fields.text(reply.get(at + 5)).equals("1")));
    }
    queues.sort(Comparator.comparing(QueueStatus::name));
    return queues;
  }

  @Override
  public void pause(String queue, boolean paused) {
    int unused =
        engine.number(
            Script.PAUSE,
            List.of(Fields.bytes(Fields.encode(queue)), Fields.bytes(paused ? 1 : 0)));
  }

  @Override
  public List<String> waiting(String queue, int limit) {
    List<Object> reply =
        engine.list(
            Script.WAITING,
            List.of(Fields.bytes(Fields.encode(queue)), Fields.bytes(Math.min(limit, AT_ONCE))));
    return reply.stream().map(Fields::text).toList();
  }

  @Override
  public void announce(String worker, Parcel note, Duration lifetime) {
    int unused =
        engine.number(
            Script.ANNOUNCE, List.of(Fields.bytes(worker), millis(lifetime), note.toBytes()));
  }

  @Override
  public List<Parcel> workers(int limit) {
    if (limit < 1) {
      return List.of();
    }
    List<Object> reply =
        engine.list(Script.WORKERS, List.of(Fields.bytes(Math.min(limit, AT_ONCE))));
    return reply.stream().map(note -> Parcel.ofBytes((byte[]) note)).toList();
  }

  @Override
  public void ping() {
    Object unused = engine.command(Protocol.Command.EXISTS, engine.key("seq"));
  }

  @Override
  public void close() {
    engine.close();
  }

  private static byte[] kind(Settlement settlement) {
    if (settlement instanceof Settlement.Finish) {
      return FINISH;
    }
    return settlement instanceof Settlement.Bury ? BURY : RELEASE;
  }

  private static byte[] millis(Duration duration) {
    long millis = duration.toMillis();
    // What is shorter than a millisecond is still a delay.
    return Fields.bytes(millis == 0 && !duration.isZero() ? 1 : millis);
  }

  private static <A, B> List<B> inPieces(List<A> list, Function<List<A>, List<B>> call) {
    if (list.size() <= AT_ONCE) {
      return list.isEmpty() ? List.of() : call.apply(list);
    }
    List<B> all = new ArrayList<>(list.size());
    for (int from = 0; from < list.size(); from += AT_ONCE) {
      all.addAll(call.apply(list.subList(from, Math.min(list.size(), from + AT_ONCE))));
    }
    return all;
  }
}
