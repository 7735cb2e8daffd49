package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Bytes;
import io.revolve.provider.process.protocol.Payload;
import io.revolve.provider.process.protocol.Protocol;
import io.revolve.provider.process.protocol.ProtocolException;
import io.revolve.provider.process.protocol.Word;
import io.revolve.provider.process.relay.Relay;
import io.revolve.provider.process.relay.RelayKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process of a pool. Calls are given to it in order, and it answers them in order: the first is
 * the one that it works on. What it has is guarded by the staff's lock.
 */
final class Member implements Ear.Mouth {
  private static final System.Logger LOGGER = System.getLogger(Member.class.getName());
  private static final byte[] STOP = "{\"stop\":true}".getBytes(StandardCharsets.UTF_8);

  private static final int MOST_REFUSALS = 5;

  /** For some 20 microseconds; waking a thread takes as long where its processor sleeps. */
  private static final int LOOKS = 30;

  /** Who closes its output mostly ends a moment later. */
  private static final Duration LEAVING = Duration.ofMillis(500);

  private final Staff staff;
  private final PoolSettings settings;
  private final Protocol protocol;
  private final Child child;
  private final Greeted greeted;
  private final Relay relay;
  private final Ear ear;
  private final long since = System.nanoTime();
  private final long mostCalls;

  private final Deque<Call> calls = new ArrayDeque<>();

  /** The first of them, for those who have no lock. */
  private volatile @Nullable Call first;

  /** How it ended, once that was heard. */
  private String end = "closed its output";

  private final Sender sender;
  private final Protocol.Listener listener = this::take;
  private int unansweredBytes;
  private int given;
  private long answered;

  /** A call has its answer, and who waits for it has not been told yet. */
  private volatile boolean isTelling;

  /** When it began with the first call, or had none any more. */
  private long changedAt = since;

  private boolean leaving;

  /** It is to be killed, or has ended. */
  private boolean doomed;

  private boolean stopping;
  private boolean gone;

  /** It wants to go, and has not begun with its first call. */
  private boolean hasRefused;

  /** Why it was killed, if it was. */
  private @Nullable String killedFor;

  Member(Staff staff, PoolSettings settings, Child child, Greeted greeted, long mostCalls) {
    this.staff = staff;
    this.settings = settings;
    this.protocol = settings.protocol();
    this.child = child;
    this.greeted = greeted;
    this.relay = greeted.relay();
    this.mostCalls = mostCalls;
    sender =
        new Sender(
            staff.lock, relay, child, this::first, () -> kill("its call was to end at once"));
    ear = new Ear("revolve-process-" + child.pid(), this);
  }

  /** Begins to hear what it says. */
  void start() {
    ear.start();
    child.onExit(
        () -> {
          ear.need();
          CompletableFuture.delayedExecutor(LEAVING.toNanos(), TimeUnit.NANOSECONDS)
              .execute(this::silence);
        });
  }

  /** How many calls it has. */
  int load() {
    return calls.size();
  }

  /** How many bytes of calls it has that are not answered. */
  int unanswered() {
    return unansweredBytes;
  }

  /** For how long it has had nothing to do. */
  long idleNanos(long now) {
    return calls.isEmpty() ? now - changedAt : 0;
  }

  /** Whether somebody waits for it, or has not been told of its answer yet. */
  boolean isBusy() {
    return !calls.isEmpty() || isTelling;
  }

  boolean takesCalls() {
    return !leaving && !gone && !doomed;
  }

  /** Gives it a call: a {@link #send()} must follow, without the lock. */
  void give(Call call) {
    if (calls.isEmpty()) {
      changedAt = System.nanoTime();
    }
    call.member = this;
    call.number = ++given;
    if (!listens()) {
      call.said.clear();
    }
    call.hasWord = call.isDoomed || !call.said.isEmpty();
    calls.add(call);
    first = calls.peek();
    sender.add(call);
    unansweredBytes += call.frame.length;
  }

  /** Whether it hears what it is told while it works. */
  boolean listens() {
    return greeted.hello().listens();
  }

  /** Whether it works on a call now; the staff must be locked. */
  boolean worksOn(Call call) {
    return calls.peek() == call && call.isSent && !gone;
  }

  /** Something is to be said about one of its calls: a {@link #send()} must follow. */
  void again() {
    sender.again();
  }

  /** Writes what was given, without the lock. */
  void send() {
    sender.send();
  }

  /** Hears something on the thread that waits for the call; false if another does. */
  boolean lend(Call mine) {
    return ear.lend(mine);
  }

  /** Has somebody hear what it says next; without the lock. */
  void listen() {
    ear.next();
  }

  @Override
  public @Nullable Call first() {
    return first;
  }

  @Override
  public void hush() {
    kill("who waited for its answer was interrupted");
  }

  @Override
  public void end() {
    lost(end);
  }

  @Override
  public void watch() {
    if (settings.relay() != RelayKind.PIPES) {
      return; // Sockets do not say whether there is something.
    }
    try {
      for (int i = 0; i < LOOKS && staff.isCalm() && relay.in().available() == 0; i++) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // Who hears next says so.
    }
  }

  @Override
  public boolean hear() {
    Bytes bytes = greeted.bytes();
    try {
      if (bytes.fill(relay.in())) {
        greeted.reading().read(bytes, listener);
        send();
        return true;
      }
    } catch (InterruptedIOException e) {
      return true; // Nothing was heard, and another goes on.
    } catch (ProtocolException e) {
      if (hasRefused) {
        end = "asked to be replaced";
        child.killAfter(LEAVING);
        stop();
      } else {
        end = "was killed, since it said what makes no sense: " + e.getMessage();
        child.kill();
      }
    } catch (IOException e) {
      end = "cannot be heard any more: " + e.getMessage();
    } catch (RuntimeException | Error e) {
      end = "was killed, since what it said could not be taken: " + e;
      child.kill();
    }
    return false;
  }

  private void take(Word word) throws ProtocolException {
    if (word instanceof Word.Numbered numbered) {
      check(numbered.number());
      take(numbered.word());
    } else if (word instanceof Word.Answer answer) {
      if (isLeaving(answer)) {
        left();
      } else if (answer.isLast()) {
        answered().end(answer.payload());
        isTelling = false;
      } else {
        part(answer.payload());
      }
    } else if (word instanceof Word.Failure failure) {
      PoolException why = new PoolException.JobFailed(failure.error());
      answered().fail(why);
      isTelling = false;
    } else if (word instanceof Word.Leaving) {
      left();
    } else if (word instanceof Word.Ping ping) {
      sender.answer(ping.answer());
    } else {
      throw new ProtocolException("it said that it is there once more");
    }
  }

  /** An answer to another call than the one that is worked on would be given to the wrong one. */
  private void check(long number) throws ProtocolException {
    staff.lock.lock();
    try {
      Call call = calls.peek();
      if (call == null || protocol.number(call.frame) != number) {
        throw new ProtocolException(
            "it answered call " + number + ", which is not the one that it works on");
      }
    } finally {
      staff.lock.unlock();
    }
  }

  private static boolean isLeaving(Word.Answer answer) {
    Payload payload = answer.payload();
    return payload.body().length == 0 && Arrays.equals(payload.context(), STOP);
  }

  private void part(Payload payload) throws ProtocolException {
    Call call;
    staff.lock.lock();
    try {
      call = calls.peek();
      if (call == null) {
        throw new ProtocolException("an answer, but there was no call");
      }
    } finally {
      staff.lock.unlock();
    }
    if (call.parts != null) {
      call.parts.accept(payload);
    }
  }

  /** The first call has its answer. */
  private Call answered() throws ProtocolException {
    Call call;
    boolean last;
    staff.lock.lock();
    try {
      call = calls.poll();
      if (call == null) {
        throw new ProtocolException("an answer, but there was no call");
      }
      first = calls.peek();
      isTelling = true;
      long now = System.nanoTime();
      if (call.reader() != null) {
        ear.stayBack(now);
      }
      long took = now - changedAt;
      changedAt = now;
      answered++;
      unansweredBytes -= call.frame.length;
      if (mostCalls > 0 && answered >= mostCalls && !leaving) {
        leaving = true;
        staff.leaving(this);
      }
      staff.answered(this, took);
      last = leaving && calls.isEmpty();
      if (first != null && first.hasWord) {
        sender.again();
      }
    } finally {
      staff.lock.unlock();
    }
    if (last) {
      stop();
    }
    return call;
  }

  /** It does not want what it was given: others have it, and this process ends. */
  private void left() throws ProtocolException {
    staff.lock.lock();
    try {
      hasRefused = true;
    } finally {
      staff.lock.unlock();
    }
    throw new ProtocolException("it asked to be replaced");
  }

  /**
   * Takes no more calls, and ends when it has done those that it has; another takes its place if it
   * is not one too many.
   */
  void leave() {
    boolean now;
    staff.lock.lock();
    try {
      if (leaving || gone) {
        return;
      }
      leaving = true;
      staff.leaving(this);
      now = calls.isEmpty();
    } finally {
      staff.lock.unlock();
    }
    if (now) {
      stop();
    }
  }

  private void stop() {
    staff.lock.lock();
    try {
      if (stopping || gone) {
        return;
      }
      stopping = true;
    } finally {
      staff.lock.unlock();
    }
    try {
      byte[] stop = protocol.stop();
      relay.out().write(stop);
      relay.out().flush();
      if (stop.length == 0) {
        relay.out().close();
      }
    } catch (IOException e) {
      child.kill();
    }
    endSoon();
  }

  /** Kills it if it has not ended within its time. */
  void endSoon() {
    child.killAfter(settings.timeouts().stop());
  }

  /** Waits until it has ended, which is soon once it was asked to, or killed. */
  void awaitEnd() {
    String unused = child.awaitEnd(settings.timeouts().stop());
  }

  /** Whether it has ended, as is not sure after waiting: a thread may be interrupted. */
  boolean hasEnded() {
    return child.hasEnded();
  }

  /** Kills it. */
  void kill(String why) {
    staff.lock.lock();
    try {
      doom(why);
    } finally {
      staff.lock.unlock();
    }
    execute();
  }

  /**
   * It gets no more calls, as it is to be killed: {@link #execute} must follow, without the lock.
   */
  void doom(String why) {
    killedFor = why;
    takeNoMore();
  }

  private void takeNoMore() {
    doomed = true;
    staff.leaving(this);
  }

  /** Kills it, as was said. */
  void execute() {
    child.kill();
  }

  /** It has ended, and what it has started still holds its streams open: nobody hears its end. */
  private void silence() {
    boolean isHeard;
    staff.lock.lock();
    try {
      isHeard = gone;
    } finally {
      staff.lock.unlock();
    }
    if (!isHeard) {
      child.killOrphans();
    }
  }

  /** What it said ends here. */
  private void lost(String how) {
    staff.lock.lock();
    try {
      takeNoMore();
    } finally {
      staff.lock.unlock();
    }
    child.killAfter(LEAVING);
    String end = child.awaitEnd(LEAVING);
    sender.stop();
    List<Call> unbegun = new ArrayList<>();
    List<Call> refused;
    Call begun = null;
    String why;
    staff.lock.lock();
    try {
      gone = true;
      why = killedFor != null ? "was killed, since " + killedFor : how + end;
      for (Call call : calls) {
        if (begun == null && unbegun.isEmpty() && call.isSent && !isRefused(call)) {
          begun = call;
        } else {
          unbegun.add(call);
        }
      }
      calls.clear();
      first = null;
      sender.clear();
      refused = staff.gone(this, unbegun, answered > 0 || (stopping && !hasRefused));
    } finally {
      staff.lock.unlock();
    }
    if (!leaving) {
      System.Logger.Level level =
          hasRefused ? System.Logger.Level.INFO : System.Logger.Level.WARNING;
      LOGGER.log(level, "{0} {1}; another takes its place", child, why);
    }
    if (begun != null) {
      begun.fail(new PoolException.WorkerLost(child.pid(), killedFor, child + " " + why));
    }
    PoolException closed =
        new PoolException.Refused("the pool was closed before it had begun", true);
    refused.forEach(call -> call.fail(closed));
    staff.spread();
    relay.close();
  }

  /** Whether another process may want the call, which this one did not. */
  private boolean isRefused(Call call) {
    return hasRefused && ++call.refusals < MOST_REFUSALS;
  }

  /** Does what is due: {@code now} is in nanoseconds of this JVM. */
  void look(long now) {
    PoolSettings.Limits limits = settings.limits();
    Duration call = settings.timeouts().call();
    boolean works;
    boolean isLate;
    boolean isIdleTooLong;
    staff.lock.lock();
    try {
      works = !calls.isEmpty();
      long nanos = now - changedAt;
      isLate = works && !call.isZero() && nanos > call.toNanos();
      if (isLate) {
        doom("a call took longer than " + call);
      }
      isIdleTooLong = !works && !limits.idle().isZero() && nanos > limits.idle().toNanos();
    } finally {
      staff.lock.unlock();
    }
    if (isLate) {
      execute();
    } else if (isIdleTooLong
        || (!limits.life().isZero() && now - since > limits.life().toNanos())
        || (limits.memory() > 0 && child.memory() > limits.memory())) {
      leave();
    }
  }

  /** What it is doing; without the lock, as the system is asked. */
  WorkerStatus status() {
    WorkerStatus.State state;
    long count;
    staff.lock.lock();
    try {
      state =
          leaving
              ? WorkerStatus.State.LEAVING
              : calls.isEmpty() ? WorkerStatus.State.IDLE : WorkerStatus.State.WORKING;
      count = answered;
    } finally {
      staff.lock.unlock();
    }
    Duration age = Duration.ofNanos(System.nanoTime() - since);
    return new WorkerStatus(child.pid(), state, count, age, child.memory());
  }
}
