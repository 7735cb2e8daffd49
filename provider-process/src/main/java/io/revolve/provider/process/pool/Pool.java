package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.relay.RelayKind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes that answer calls: each process works on one at a time, and each call is answered once.
 * A process that dies, says what makes no sense, or takes too long is replaced; its call fails, and
 * those that it had not begun run elsewhere. Thread safe.
 */
public final class Pool implements AutoCloseable {

  /** So much is surely taken by a pipe whose other end does not read. */
  private static final int SURE_BYTES = 4096;

  private final PoolSettings settings;
  private final Hiring hiring;
  private final Pace pace = new Pace();

  /** Guards all below, and what its members say is guarded by the pool. */
  final ReentrantLock lock = new ShortLock();

  private final Condition change = lock.newCondition();

  private final List<Member> members = new ArrayList<>();
  private final Idle idle = new Idle();
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final Sizing sizing;
  private boolean closed;

  /** How many calls are answered, and who waits for them has not been told yet. */
  private final AtomicInteger ending = new AtomicInteger();

  private Pool(PoolSettings settings) {
    this.settings = settings;
    sizing = new Sizing(settings);
    hiring = new Hiring(settings, this);
  }

  /**
   * Starts all processes, and returns when each has said that it is there.
   *
   * @throws PoolException.BootFailed if one did not; none is left then
   */
  public static Pool open(PoolSettings settings) throws InterruptedException {
    Pool pool = new Pool(settings);
    boolean done = false;
    try {
      // Where each call starts its process, one is started to see that it does, and ends.
      pool.hiring.first(settings.options().fresh() ? 1 : settings.workers());
      done = true;
    } finally {
      if (!done) {
        pool.close();
      }
    }
    return pool;
  }

  /**
   * Has a call answered, and waits for it.
   *
   * @throws PoolException if there is no answer
   * @throws InterruptedException if the thread is interrupted, as {@link Call#await()} does
   */
  public Payload call(Payload payload) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!settings.protocol().isNamed()) {
      return begin(payload, null).await();
    }
    ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
    return joined(pieces, begin(payload, part -> pieces.writeBytes(part.body())).await());
  }

  /**
   * Has a call answered. What depends on the future runs on a thread of the pool, and must not
   * block.
   *
   * @return ends with a {@link PoolException} if there is no answer
   * @throws PoolException.Refused if the call is not taken
   */
  public CompletableFuture<Payload> submit(Payload payload) {
    if (!settings.protocol().isNamed()) {
      return submit(payload, null).answer();
    }
    ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
    return submit(payload, part -> pieces.writeBytes(part.body()))
        .answer()
        .thenApply(last -> joined(pieces, last));
  }

  private static Payload joined(ByteArrayOutputStream pieces, Payload last) {
    if (pieces.size() == 0) {
      return last;
    }
    pieces.writeBytes(last.body());
    return Payload.of(pieces.toByteArray());
  }

  /**
   * Has a call answered, part by part.
   *
   * @param parts takes what comes before the end of the answer, on a thread of the pool, and must
   *     not block; null if nobody wants it
   * @throws PoolException.Refused if the call is not taken
   */
  public Call submit(Payload payload, @Nullable Consumer<Payload> parts) {
    return begin(payload, parts, false);
  }

  /**
   * Has a call answered as {@link #submit(Payload, Consumer)} does, for a thread that goes on to
   * {@link Call#await()} it.
   *
   * @param parts as there, but on that thread or one that waits for another call
   * @throws PoolException.Refused if the call is not taken
   */
  public Call begin(Payload payload, @Nullable Consumer<Payload> parts) {
    return begin(payload, parts, true);
  }

  private Call begin(Payload payload, @Nullable Consumer<Payload> parts, boolean waits) {
    long length = (long) payload.context().length + payload.body().length;
    if (length > settings.protocol().limit()) {
      throw new PoolException.Refused(
          String.format(
              "a call of %,d bytes; this pool takes %,d at most",
              length, settings.protocol().limit()));
    }
    Call call = new Call(this, frame(payload), parts);
    Member to;
    lock.lock();
    try {
      if (closed) {
        throw new PoolException.Refused("the pool is closed");
      }
      if (waits) {
        // Who writes much must not be the one who reads: neither end would get on.
        call.expect(pace.isQuick() && call.frame.length <= SURE_BYTES);
      }
      to = waiting.isEmpty() ? choose(call.frame.length) : null;
      if (to != null) {
        to.give(call);
      } else if (waiting.size() < settings.waiting()) {
        await(call);
      } else {
        if (sizing.grow(1, true, hiring.free(), System.nanoTime())) {
          replace();
        }
        throw new PoolException.Refused(
            String.format(
                "%,d calls wait for one of %d processes; no more may",
                waiting.size(), sizing.size()));
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
    return call;
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

  /** Has as many processes as are needed: {@code now} is in nanoseconds of this JVM. */
  void look(long now) {
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

  /** Its name; empty if it has none. */
  public String name() {
    return settings.options().name();
  }

  private byte[] frame(Payload payload) {
    try {
      return settings.protocol().call(payload);
    } catch (IllegalArgumentException e) {
      throw new PoolException.Refused(String.valueOf(e.getMessage()));
    }
  }

  void tell(Call call, Payload payload) {
    say(call, settings.protocol().tell(payload));
  }

  void cancel(Call call) {
    if (!withdraw(call)) {
      say(call, settings.protocol().cancel());
    }
  }

  private void say(Call call, byte[] frame) {
    Member member;
    lock.lock();
    try {
      member = call.member;
      if (member == null || member.listens()) {
        call.said.add(frame);
        call.hasWord = true;
      }
      if (member != null) {
        member.again();
      }
    } finally {
      lock.unlock();
    }
    if (member != null) {
      member.send();
    }
  }

  void kill(Call call) {
    if (withdraw(call)) {
      return;
    }
    Member member = null;
    lock.lock();
    try {
      call.isDoomed = true;
      call.hasWord = true;
      if (call.member != null && call.member.worksOn(call)) {
        member = call.member;
      }
    } finally {
      lock.unlock();
    }
    if (member != null) {
      member.kill("its call was to end at once");
    }
  }

  /** Takes back a call that waits; false if it does not. */
  private boolean withdraw(Call call) {
    boolean waited;
    lock.lock();
    try {
      waited = waiting.remove(call);
    } finally {
      lock.unlock();
    }
    if (waited) {
      call.fail(new PoolException.Refused("cancelled before it began"));
    }
    return waited;
  }

  /** One that is idle; while calls are short, one that will be soon. */
  private @Nullable Member choose(int bytes) {
    Member free = idle.take();
    if (free != null || !takesAhead() || !pace.isQuick()) {
      return free;
    }
    for (Member each : members) {
      if (mayTakeAhead(each, bytes) && (free == null || each.load() < free.load())) {
        free = each;
      }
    }
    return free;
  }

  /**
   * Over TCP a process that answers twice without being asked in between is held up by its own
   * kernel, which waits for the first answer to be acknowledged: that takes up to 40 milliseconds.
   */
  private boolean takesAhead() {
    return settings.ahead() > 0 && settings.relay() != RelayKind.TCP && !settings.options().fresh();
  }

  private boolean mayTakeAhead(Member member, int bytes) {
    return member.takesCalls()
        && member.load() <= settings.ahead()
        && member.unanswered() + bytes <= SURE_BYTES;
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

  /** A call was answered: its process may have the next. The pool must be locked. */
  void answered(Member member, long nanos) {
    ending.incrementAndGet();
    hiring.works();
    pace.took(nanos);
    if (closed && waiting.isEmpty()) {
      change.signalAll();
    }
    refill(member);
  }

  /** Who waited for the answer has been told. */
  void ended() {
    ending.decrementAndGet();
  }

  private void refill(Member member) {
    while (member.takesCalls() && !waiting.isEmpty()) {
      boolean first = member.load() == 0;
      int bytes = waiting.element().frame.length;
      if (!first && !(takesAhead() && pace.isQuick() && mayTakeAhead(member, bytes))) {
        return;
      }
      member.give(waiting.remove());
    }
    if (member.takesCalls() && member.load() == 0) {
      idle.add(member);
      change.signalAll();
    }
  }

  /** A process takes no more calls. The pool must be locked. */
  void leaving(Member member) {
    idle.remove(member);
    replace();
  }

  /** A process has gone; what it had not begun is to be done by others. The pool must be locked. */
  void gone(Member member, List<Call> unbegun, boolean hasWorked) {
    if (!members.remove(member)) {
      return; // It never was there.
    }
    if (!hasWorked) {
      hiring.failed();
    }
    idle.remove(member);
    for (int i = unbegun.size() - 1; i >= 0; i--) {
      waiting.addFirst(unbegun.get(i));
    }
    change.signalAll();
    replace();
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

  /** What the processes are doing, oldest first. */
  public List<WorkerStatus> workers() {
    return everyone().stream().map(Member::status).toList();
  }

  /** How many processes it may have while calls wait. */
  public int mostWorkers() {
    lock.lock();
    try {
      return sizing.most();
    } finally {
      lock.unlock();
    }
  }

  /** How many calls wait for a process. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Replaces all processes, each when it has done what it works on. No call is lost. */
  public void reset() {
    everyone().forEach(Member::retire);
  }

  /** Has another number of processes from now on, at least one. */
  public void resize(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("expected at least one process, got " + workers);
    }
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
    tooMany.forEach(Member::retire);
  }

  List<Member> everyone() {
    lock.lock();
    try {
      return new ArrayList<>(members);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more calls, and waits for those that it has.
   *
   * @return false if the time was over before all were answered
   */
  public boolean drain(Duration time) throws InterruptedException {
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
    return !waiting.isEmpty()
        || ending.get() > 0
        || members.stream().anyMatch(each -> each.load() > 0);
  }

  /** Fails what waits, has all processes end, and kills those that do not within their time. */
  @Override
  public void close() {
    List<Call> refused;
    lock.lock();
    try {
      closed = true;
      refused = new ArrayList<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    PoolException why = new PoolException.Refused("the pool was closed before a process was free");
    refused.forEach(call -> call.fail(why));
    hiring.close();
    List<Member> all = everyone();
    all.forEach(Member::leave);
    all.forEach(Member::awaitEnd);
  }
}
