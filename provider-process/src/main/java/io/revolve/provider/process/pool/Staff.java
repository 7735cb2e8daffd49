package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Protocol;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The processes of a pool, and the calls that wait for one: which call is whose. Thread safe. */
final class Staff {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final PoolSettings settings;
  private final Hiring hiring;
  private final Ahead ahead;
  private final Sizing sizing;

  /** Guards all below, and what members and calls say is guarded by it. */
  final ReentrantLock lock = new ShortLock();

  /** Calls are brief, and the machine has a processor for each process at work. */
  private volatile boolean isCalm;

  private final Condition change = lock.newCondition();

  private final List<Member> members = new ArrayList<>();
  private final Idle idle = new Idle();
  private final Deque<Call> waiting = new ArrayDeque<>();

  /** No more calls are taken. */
  private boolean closed;

  /** None are done any more but those that have begun. */
  private boolean dismissed;

  Staff(PoolSettings settings) {
    this.settings = settings;
    ahead = new Ahead(settings);
    sizing = new Sizing(settings);
    hiring = new Hiring(settings, this);
  }

  /** Starts the first processes, and returns when each has said that it is there. */
  void hire() throws InterruptedException {
    // Where each call starts its process, one is started to see that it does, and ends.
    hiring.first(settings.options().fresh() ? 1 : settings.workers());
  }

  /** How its processes talk. */
  Protocol protocol() {
    return settings.protocol();
  }

  /**
   * Has a process work on a call, now or later.
   *
   * @param waits whether the calling thread is going to wait for the answer
   * @throws PoolException.Refused if the call is not taken
   */
  void take(Call call, boolean waits) {
    Member to;
    lock.lock();
    try {
      if (closed) {
        throw new PoolException.Refused("the pool is closed", true);
      }
      if (waits) {
        call.expect(ahead.isQuick() && Ahead.isSure(call.frame.length));
      }
      to = waiting.isEmpty() ? choose(call.frame.length) : null;
      if (to != null) {
        to.give(call);
        reckon();
      } else if (waiting.size() < settings.waiting()) {
        await(call);
      } else {
        if (sizing.grow(1, true, hiring.free(), System.nanoTime())) {
          replace();
        }
        throw new PoolException.Refused(
            String.format(
                "%,d calls wait for one of %d processes; no more may",
                waiting.size(), sizing.size()),
            true);
      }
    } finally {
      lock.unlock();
    }
    if (to != null) {
      if (to.first() == call) {
        to.listen();
      }
      to.send();
    }
  }

  private void await(Call call) {
    long now = System.nanoTime();
    if (waiting.isEmpty()) {
      sizing.beginWaiting(now);
    }
    waiting.add(call);
    boolean isFull = waiting.size() > settings.waiting() / 2;
    if (sizing.grow(waiting.size(), isFull, hiring.free(), now) || settings.options().fresh()) {
      replace();
    }
  }

  /** Takes back a call that waits; false if it does not. */
  boolean withdraw(Call call) {
    lock.lock();
    try {
      return waiting.remove(call);
    } finally {
      lock.unlock();
    }
  }

  /** One that is idle; while calls are short, one that will be soon. */
  private @Nullable Member choose(int bytes) {
    Member free = idle.take();
    return free == null ? ahead.choose(members, bytes) : free;
  }

  /** Has as many processes as are needed: {@code now} is in nanoseconds of this JVM. */
  void look(long now) {
    everyone().forEach(each -> each.look(now));
    List<Member> tooMany;
    lock.lock();
    try {
      if (sizing.grow(waiting.size(), false, hiring.free(), now)) {
        replace();
      }
      tooMany = idle.takeAll(each -> sizing.shrink(each.idleNanos(now)));
    } finally {
      lock.unlock();
    }
    tooMany.forEach(Member::leave);
  }

  /** A process is there. */
  void joined(Member member) {
    boolean surplus;
    lock.lock();
    try {
      hiring.arrived();
      members.add(member);
      change.signalAll();
      surplus =
          closed || staying() > sizing.size() || (settings.options().fresh() && waiting.isEmpty());
      if (!surplus) {
        refill(member);
      }
    } finally {
      lock.unlock();
    }
    if (surplus) {
      member.leave();
    } else {
      member.listen();
      member.send();
    }
  }

  /** Whether an answer comes soon, and who looks for it takes no processor from who gives it. */
  boolean isCalm() {
    return isCalm;
  }

  private void reckon() {
    int working = members.size() - idle.size();
    boolean now = ahead.isBrief() && PROCESSORS > 1 && working <= PROCESSORS;
    if (now != isCalm) {
      isCalm = now;
    }
  }

  /** A call was answered: its process may have the next. It must be locked. */
  void answered(Member member, long nanos) {
    hiring.works();
    ahead.took(nanos);
    if (closed && waiting.isEmpty()) {
      change.signalAll();
    }
    refill(member);
    reckon();
  }

  private void refill(Member member) {
    while (member.takesCalls() && !waiting.isEmpty()) {
      boolean first = member.load() == 0;
      if (!first && !ahead.mayTake(member, waiting.element().frame.length)) {
        return;
      }
      member.give(waiting.remove());
    }
    if (member.takesCalls() && member.load() == 0) {
      idle.add(member);
      change.signalAll();
    }
  }

  /** A process takes no more calls. It must be locked. */
  void leaving(Member member) {
    idle.remove(member);
    replace();
  }

  /**
   * A process has gone; what it had not begun is to be done by others. It must be locked.
   *
   * @return what is not done at all
   */
  List<Call> gone(Member member, List<Call> unbegun, boolean hasWorked) {
    members.remove(member);
    if (!hasWorked) {
      hiring.failed();
    }
    idle.remove(member);
    change.signalAll();
    replace();
    if (dismissed) {
      return unbegun;
    }
    for (int i = unbegun.size() - 1; i >= 0; i--) {
      waiting.addFirst(unbegun.get(i));
    }
    return List.of();
  }

  private void replace() {
    if (!closed) {
      int missing = sizing.size() - staying();
      hiring.replace(settings.options().fresh() ? Math.min(missing, waiting.size()) : missing);
    }
  }

  private int staying() {
    return (int) members.stream().filter(Member::takesCalls).count();
  }

  /** Gives calls that were put back to processes that are idle. */
  void spread() {
    List<Member> given = new ArrayList<>();
    lock.lock();
    try {
      for (Member each = next(); each != null; each = next()) {
        each.give(waiting.remove());
        given.add(each);
      }
    } finally {
      lock.unlock();
    }
    given.forEach(Member::listen);
    given.forEach(Member::send);
  }

  private @Nullable Member next() {
    return waiting.isEmpty() ? null : idle.take();
  }

  /** No process could be started: who waits for one hears so if there is none at all. */
  void bootFailed(PoolException.BootFailed why) {
    List<Call> failed = List.of();
    lock.lock();
    try {
      hiring.failed();
      replace();
      if (members.isEmpty()) {
        failed = new ArrayList<>(waiting);
        waiting.clear();
      }
    } finally {
      lock.unlock();
    }
    failed.forEach(call -> call.fail(why));
  }

  /** How many processes it may have while calls wait. */
  int most() {
    lock.lock();
    try {
      return sizing.most();
    } finally {
      lock.unlock();
    }
  }

  /** How many calls wait for a process. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** All processes, oldest first. */
  List<Member> everyone() {
    lock.lock();
    try {
      return new ArrayList<>(members);
    } finally {
      lock.unlock();
    }
  }

  /** Has another number of processes from now on. */
  void resize(int workers) {
    List<Member> tooMany = new ArrayList<>();
    lock.lock();
    try {
      sizing.set(workers);
      List<Member> staying = members.stream().filter(Member::takesCalls).toList();
      if (staying.size() > workers) {
        tooMany.addAll(staying.subList(workers, staying.size()));
      }
      replace();
    } finally {
      lock.unlock();
    }
    tooMany.forEach(Member::leave);
  }

  /**
   * Takes no more calls, and waits for those that it has.
   *
   * @return false if the time was over before all were answered
   */
  boolean drain(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      closed = true;
      while (isBusy()) {
        if (left <= 0) {
          return false;
        }
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(5));
        left -= slice - change.awaitNanos(slice);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBusy() {
    return !waiting.isEmpty() || members.stream().anyMatch(Member::isBusy);
  }

  /** Fails what waits, has all processes end, and kills those that do not within their time. */
  void dismiss() {
    List<Call> refused;
    lock.lock();
    try {
      closed = true;
      dismissed = true;
      refused = new ArrayList<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    PoolException why =
        new PoolException.Refused("the pool was closed before a process was free", true);
    refused.forEach(call -> call.fail(why));
    hiring.stop();
    List<Member> all = endAll();
    boolean isComplete = hiring.awaitStop();
    all.addAll(endAll()); // Who has come meanwhile.
    all.forEach(Member::awaitEnd);
    if (isComplete && all.stream().allMatch(Member::hasEnded)) {
      hiring.close();
    }
  }

  private List<Member> endAll() {
    List<Member> all = everyone();
    all.forEach(Member::leave);
    all.forEach(Member::endSoon);
    return all;
  }
}
