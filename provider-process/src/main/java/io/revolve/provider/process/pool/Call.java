package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A call on its way: what is asked, and who waits for the answer. Thread safe. */
public final class Call {
  private final Staff staff;
  final byte[] frame;
  final @Nullable Consumer<Payload> parts;
  private final CompletableFuture<Payload> answer = new CompletableFuture<>();

  /** The process that has it; changed by who has the staff's lock. */
  volatile @Nullable Member member;

  /** Who waits for the answer, and may be woken. */
  private volatile @Nullable Thread waiter;

  /** Whether who waits may read the answer from the process. */
  private volatile boolean mayRead;

  /**
   * What is still to be said to the process, once it works on the call, by the call's number there;
   * guarded by the staff.
   */
  final Deque<IntFunction<byte[]>> said = new ArrayDeque<>(0); // Mostly nothing.

  /** Whether there is such a thing, or the process is to be killed; as {@link #said}. */
  volatile boolean hasWord;

  /** The how manieth call of that process it is; as {@link #said}. */
  int number;

  /** Whether it was written to the process that has it. */
  volatile boolean isSent;

  /** The process is killed when it begins with the call; guarded by the staff. */
  boolean isDoomed;

  /** How often a process asked to be replaced instead of working on it; guarded by the staff. */
  int refusals;

  Call(Staff staff, byte[] frame, @Nullable Consumer<Payload> parts) {
    this.staff = staff;
    this.frame = frame;
    this.parts = parts;
  }

  /**
   * The answer; ends with a {@link PoolException} if there is none. What depends on it runs on a
   * thread of the pool, and must not block.
   */
  public CompletableFuture<Payload> answer() {
    return answer;
  }

  /** The calling thread is going to wait for the answer, and may read it from the process. */
  void expect(boolean isQuick) {
    mayRead = isQuick;
    waiter = Thread.currentThread();
  }

  /** Who waits and may read the answer from the process; null if nobody does. */
  @Nullable Thread reader() {
    return mayRead ? waiter : null;
  }

  /** It has its answer. */
  void end(Payload payload) {
    boolean unused = answer.complete(payload);
    wake();
  }

  /** There is no answer. */
  void fail(PoolException why) {
    boolean unused = answer.completeExceptionally(why);
    wake();
  }

  private void wake() {
    Thread who = waiter;
    if (who != null && who != Thread.currentThread()) {
      LockSupport.unpark(who);
    }
  }

  /**
   * Waits for the answer. While calls are short, the thread reads it from the process by itself.
   *
   * @throws PoolException if there is no answer
   * @throws InterruptedException if the thread is interrupted. The call goes on, but if the thread
   *     is reading from a process by pipes, the process is killed: nothing else ends that.
   */
  public Payload await() throws InterruptedException {
    waiter = Thread.currentThread();
    try {
      while (!answer.isDone()) {
        Member from = member;
        boolean reads = mayRead && from != null && from.first() == this && from.lend(this);
        if (!reads) {
          LockSupport.park(this);
        }
        if (Thread.interrupted()) {
          if (!hasAnswer()) {
            throw new InterruptedException();
          }
          Thread.currentThread().interrupt(); // For who looks next: this has its answer.
        }
      }
    } finally {
      waiter = null;
      Member from = member;
      if (from != null && !answer.isDone()) {
        from.listen();
      }
    }
    return outcome();
  }

  private boolean hasAnswer() {
    return answer.isDone() && !answer.isCompletedExceptionally();
  }

  private Payload outcome() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PoolException known) {
        known.addSuppressed(new CompletionException("called here", null));
        throw known;
      }
      throw e;
    }
  }

  /**
   * Tells something to the process that works on the call, or will. What does not listen hears
   * nothing of it.
   */
  public void tell(Payload payload) {
    say(number -> staff.protocol().tell(payload, number));
  }

  /**
   * Asks the process that works on the call to end it, if that listens; one that waits is not
   * begun.
   */
  public void cancel() {
    if (!withdraw()) {
      say(staff.protocol()::cancel);
    }
  }

  private void say(IntFunction<byte[]> word) {
    Member to;
    staff.lock.lock();
    try {
      to = member;
      if (to == null || to.listens()) {
        said.add(word);
        hasWord = true;
      }
      if (to != null) {
        to.again();
      }
    } finally {
      staff.lock.unlock();
    }
    if (to != null) {
      to.send();
    }
  }

  /** Kills the process that works on the call; one that waits is not begun. */
  public void kill() {
    if (withdraw()) {
      return;
    }
    Member to;
    staff.lock.lock();
    try {
      isDoomed = true;
      hasWord = true;
      to = member != null && member.worksOn(this) ? member : null;
      if (to != null) {
        to.doom("its call was to end at once");
      }
    } finally {
      staff.lock.unlock();
    }
    if (to != null) {
      to.execute();
    }
  }

  private boolean withdraw() {
    boolean waited = staff.withdraw(this);
    if (waited) {
      fail(new PoolException.Refused("cancelled before it began", true));
    }
    return waited;
  }
}
