package io.revolve.provider.redis;

import io.revolve.api.QueueStatus;
import io.revolve.spi.Cancelling;
import io.revolve.spi.Held;
import io.revolve.spi.Job;
import io.revolve.spi.JobLink;
import io.revolve.spi.Lease;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Order;
import io.revolve.spi.Parcel;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Submission;
import io.revolve.spi.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.Protocol;

/** Jobs in Redis: each method is one script, and so one step for all who look on. */
final class RedisJobs implements JobLink {

  /** Of a longer list a script would keep all others waiting. */
  private static final int AT_ONCE = 1000;

  private final Engine engine;
  private final Submitting submitting;
  private final Leasing leasing;
  private final Settling settling;

  RedisJobs(Engine engine) {
    this.engine = engine;
    ServerClock clock = new ServerClock(engine);
    submitting = new Submitting(engine, clock);
    leasing = new Leasing(engine);
    settling = new Settling(engine, clock);
  }

  @Override
  public List<Submission> submit(List<Order> orders) {
    return inPieces(orders, submitting::submit);
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
    leasing.undo();
    return inPieces(settlements, settling::settle);
  }

  @Override
  public boolean canSettleWith(MessageLink messages) {
    return messages instanceof RedisMessages redis && redis.isAt(engine.settings());
  }

  @Override
  public Told settle(
      MessageLink messages,
      List<Letter> before,
      List<? extends Settlement> settlements,
      List<Letter> after) {
    if (!(messages instanceof RedisMessages redis)) {
      throw new IllegalArgumentException("not in one step with " + messages);
    }
    leasing.undo();
    return settling.settle(redis, before, settlements, after);
  }

  @Override
  public List<Held> extend(List<Lease> leases, Duration lease) {
    leasing.undo();
    return inPieces(leases, some -> extendPiece(some, lease));
  }

  private List<Held> extendPiece(List<? extends Lease> leases, Duration duration) {
    List<byte[]> arguments = new ArrayList<>(1 + 3 * leases.size());
    arguments.add(Submitting.millis(duration));
    for (Lease lease : leases) {
      Run run = Holding.of(lease).run();
      arguments.add(Fields.bytes(lease.id()));
      arguments.add(run.text());
      arguments.add(Fields.bytes(run.stamp()));
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
    long answer = engine.number(Script.CANCEL, List.of(Fields.bytes(id), outcome.toBytes()));
    return switch ((int) answer) {
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
    return engine.number(Script.BURY, arguments) == 1;
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
    long unused =
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
    leasing.undo();
    long unused =
        engine.number(
            Script.ANNOUNCE,
            List.of(Fields.bytes(worker), Submitting.millis(lifetime), note.toBytes()));
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
