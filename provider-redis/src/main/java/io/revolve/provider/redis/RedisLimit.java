package io.revolve.provider.redis;

import io.revolve.api.ConfigException;
import io.revolve.api.EngineException;
import io.revolve.api.Limit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A limit over all who name the same server and namespace. A slot is a lease that a thread of this
 * limit renews; it is lost if that was not possible for as long as the lease. Thread safe.
 */
final class RedisLimit implements Limit {

  private final Engine engine;
  private final String name;
  private final int size;
  private final long leaseNanos;
  private final LimitCalls calls;
  private final LimitQueue queue;

  /** Held to read by whoever has a call on its way, so that closing comes after all of them. */
  private final ReentrantReadWriteLock using = new ReentrantReadWriteLock();

  private final HeldSlots held;

  private RedisLimit(Engine engine, String name, int size, LimitCalls calls) {
    this.engine = engine;
    this.name = name;
    this.size = size;
    this.calls = calls;
    leaseNanos = engine.settings().limitLease().toNanos();
    held = new HeldSlots(leaseNanos);
    queue = new LimitQueue(engine, calls, size);
  }

  /** Opens a limit, and closes the engine along with it, or at once if it cannot be opened. */
  static RedisLimit open(Engine engine, String name, int size) {
    try {
      LimitCalls calls = new LimitCalls(engine, name);
      int known = calls.join(size);
      if (known <= 0) {
        throw new ConfigException("limit", List.of(problem(name, size, -known)));
      }
      RedisLimit limit = new RedisLimit(engine, name, known, calls);
      limit.start();
      return limit;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static String problem(String name, int asked, int used) {
    return used == 0
        ? "limit.size: is missing, and nobody uses limit \"" + name + "\", so no size is known"
        : "limit.size: "
            + asked
            + " was asked for, but limit \""
            + name
            + "\" is in use with "
            + used
            + "; all who share it must give the same size";
  }

  private void start() {
    Thread thread = new Thread(this::renewUntilClosed, "revolve-redis-limit");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Slot acquire() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    using.readLock().lockInterruptibly();
    try {
      mustBeOpen();
      LimitQueue.Taken taken = queue.take(this::give, held::isClosed);
      if (taken == null) {
        throw closed();
      }
      return keep(taken.id(), taken.atNanos());
    } finally {
      using.readLock().unlock();
    }
  }

  @Override
  public Optional<Slot> tryAcquire() {
    using.readLock().lock();
    try {
      mustBeOpen();
      String id = LimitCalls.newId();
      long begin = System.nanoTime();
      boolean taken;
      try {
        taken = calls.take(id, size);
      } catch (EngineException e) {
        held.owe(id); // Only the answer may have been lost.
        throw e;
      }
      return taken ? Optional.of(keep(id, begin)) : Optional.empty();
    } finally {
      using.readLock().unlock();
    }
  }

  private Slot keep(String id, long atNanos) {
    if (held.keep(id, atNanos)) {
      return new RedisSlot(id);
    }
    give(id);
    throw closed();
  }

  private void mustBeOpen() {
    if (held.isClosed()) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException("limit \"" + name + "\" is closed");
  }

  /** Gives back; what cannot be said now is said with the next renewal, or lapses. */
  private void give(String id) {
    try {
      calls.give(List.of(id));
    } catch (EngineException e) {
      log("cannot give a slot back now", e);
      held.owe(id);
    }
  }

  private void log(String what, Exception e) {
    System.getLogger(RedisLimit.class.getName())
        .log(System.Logger.Level.DEBUG, what + ": limit " + name, e);
  }

  /** Runs on a thread of its own: also one that holds nothing says that it uses the limit. */
  private void renewUntilClosed() {
    long third = leaseNanos / 3;
    while (held.pause(third)) {
      while (!renew() && held.pause(third / 4)) {
        // It tries again.
      }
    }
  }

  /** Whether the server has answered. */
  private boolean renew() {
    using.readLock().lock();
    try {
      if (held.isClosed()) {
        return true;
      }
      List<String> ids = held.ids();
      long begin = System.nanoTime();
      held.renewed(ids, calls.renew(size, ids), begin);
      settle();
      return true;
    } catch (EngineException e) {
      log("cannot renew", e);
      return false;
    } finally {
      using.readLock().unlock();
    }
  }

  private void settle() {
    Set<String> owed = held.owed();
    if (!owed.isEmpty()) {
      calls.give(owed);
      held.paid(owed);
    }
  }

  @Override
  public void close() {
    if (!held.close()) {
      return;
    }
    engine.wake();
    boolean isAlone = awaitCalls();
    List<String> all = held.clear();
    try {
      if (isAlone) {
        calls.leave(all);
      }
    } catch (EngineException e) {
      log("cannot give all back; it comes back when its leases end", e);
    } finally {
      queue.close();
      engine.close();
      if (isAlone) {
        using.writeLock().unlock();
      }
    }
  }

  private boolean awaitCalls() {
    long most = 2 * engine.settings().timeout().toMillis();
    try {
      return using.writeLock().tryLock(most, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A lease. */
  private final class RedisSlot implements Slot {
    private final String id;

    RedisSlot(String id) {
      this.id = id;
    }

    @Override
    public boolean isHeld() {
      return held.isHeld(id);
    }

    @Override
    public void close() {
      using.readLock().lock();
      try {
        if (held.remove(id)) {
          give(id);
        }
      } finally {
        using.readLock().unlock();
      }
    }
  }
}
