package io.revolve.provider.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** What one user of a limit says to the scripts. Thread safe. */
final class LimitCalls {

  /** How a slot is asked for. */
  private enum Mode {
    TRY,
    WAIT,
    AGAIN
  }

  private final Engine engine;
  private final byte[] name;
  private final byte[] user = Fields.bytes(newId());
  private final Duration lease;

  LimitCalls(Engine engine, String name) {
    this.engine = engine;
    this.name = Fields.bytes(Fields.encode(name));
    lease = engine.settings().limitLease();
  }

  /** A name for a slot that nobody else gives, so that asking twice takes it once. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Begins to use the limit.
   *
   * @return its size; 0 if none was asked for or known; below zero the others' if it differs
   */
  int join(int size) {
    return (int) engine.number(Script.JOIN, arguments(user, size, List.of()));
  }

  /** Takes a slot if one is free. */
  boolean take(String id, int size) {
    return Look.of(engine.list(Script.TAKE, asking(id, size, Mode.TRY))).isTaken();
  }

  /** Takes a slot, or a place in the queue for one. */
  Look takeOrWait(String id, int size) {
    return Look.of(engine.list(Script.TAKE, asking(id, size, Mode.WAIT)));
  }

  /**
   * Waits in the queue until it is called, and looks again.
   *
   * @return null if a wake came
   */
  @Nullable Look await(String id, int size, Duration pause, int round) {
    CommandArguments bell =
        new CommandArguments(Protocol.Command.BLPOP)
            .key(engine.key("limit-bell:" + id))
            .add(pause.toMillis() / 1000.0);
    List<Object> reply =
        engine.await(bell, pause, round, Script.TAKE, asking(id, size, Mode.AGAIN));
    return reply == null ? null : Look.of(reply);
  }

  /** Renews the leases of slots; which of them are still held. */
  List<Boolean> renew(int size, List<String> ids) {
    return engine.list(Script.RENEW, arguments(user, size, ids)).stream()
        .map(each -> Objects.equals(each, 1L))
        .toList();
  }

  /** Gives back slots and places in the queue. */
  void give(Collection<String> ids) {
    give(new byte[0], ids);
  }

  /** Gives them back, and uses the limit no more. */
  void leave(Collection<String> ids) {
    give(user, ids);
  }

  private void give(byte[] leaving, Collection<String> ids) {
    List<byte[]> arguments = new ArrayList<>(3 + ids.size());
    arguments.addAll(List.of(name, leaving, Fields.bytes(lease.toMillis())));
    ids.forEach(id -> arguments.add(Fields.bytes(id)));
    long unused = engine.number(Script.GIVE, arguments);
  }

  private List<byte[]> asking(String id, int size, Mode mode) {
    String said =
        switch (mode) {
          case TRY -> "try";
          case WAIT -> "wait";
          case AGAIN -> "again";
        };
    return arguments(user, size, List.of(id, said));
  }

  private List<byte[]> arguments(byte[] who, int size, List<String> more) {
    List<byte[]> arguments = new ArrayList<>(4 + more.size());
    arguments.addAll(List.of(name, who, Fields.bytes(lease.toMillis()), Fields.bytes(size)));
    more.forEach(each -> arguments.add(Fields.bytes(each)));
    return arguments;
  }

  /**
   * What was found.
   *
   * @param state 1 if a slot was taken, 0 if the place in the queue is kept, 2 if it was lost
   * @param dueMillis how long until the first lease ends, unless it is renewed
   */
  record Look(long state, long dueMillis) {

    private static Look of(List<Object> reply) {
      return new Look((Long) reply.get(0), (Long) reply.get(1));
    }

    boolean isTaken() {
      return state == 1;
    }

    boolean hasPlace() {
      return state == 0;
    }
  }
}
