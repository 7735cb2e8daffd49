package io.revolve.provider.process.pool;

import io.revolve.provider.process.relay.Relay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to a process: calls, and what is to be said about the one that it works on.
 * The thread that adds something writes it, unless another is writing, which then takes it along.
 * Thread safe.
 */
final class Sender {
  private final ReentrantLock lock;
  private final Relay relay;
  private final Child child;
  private final Supplier<@Nullable Call> first;
  private final Runnable killing;

  private final Queue<Call> unsent = new ConcurrentLinkedQueue<>();

  /** What the process wants to hear at once. */
  private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();

  /** Something is to be written. */
  private volatile boolean hasMore;

  /** Nothing is written any more. */
  private volatile boolean isStopped;

  /** Held while frames are written. */
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * A sender.
   *
   * @param first the call that the process works on, or will when it was written
   * @param killing what is to be done when that call is to end at once
   */
  Sender(
      ReentrantLock lock,
      Relay relay,
      Child child,
      Supplier<@Nullable Call> first,
      Runnable killing) {
    this.lock = lock;
    this.relay = relay;
    this.child = child;
    this.first = first;
    this.killing = killing;
  }

  /** Another call; the staff must be locked. */
  void add(Call call) {
    call.isSent = false;
    unsent.add(call);
    hasMore = true;
  }

  /**
   * The process wants to hear something. It is not written here, as the process may be in the midst
   * of a call that is being written, and may not read on before it is heard: a {@link #send()} must
   * follow.
   */
  void answer(byte[] frame) {
    answers.add(frame);
    hasMore = true;
  }

  /** The process works on another call, or something is to be said about it. */
  void again() {
    hasMore = true;
  }

  /** The process has gone; the staff must be locked. */
  void clear() {
    unsent.clear();
  }

  /**
   * Writes nothing more: whether a call was written is known then, unless whoever writes is held up
   * by what nobody reads.
   */
  void stop() {
    isStopped = true;
    boolean interrupted = false;
    try {
      if (writing.tryLock(1, TimeUnit.SECONDS)) {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what there is, without the lock. */
  void send() {
    while (hasMore && !isStopped && writing.tryLock()) {
      try {
        if (isStopped) {
          return;
        }
        hasMore = false;
        writeCalls();
        for (byte[] answer = answers.poll(); answer != null; answer = answers.poll()) {
          write(answer);
        }
        for (byte[] said = nextSaid(); said != null; said = nextSaid()) {
          write(said);
        }
      } catch (IOException e) {
        child.kill(); // It has ended, or closed its ear; who reads from it does the rest.
      } finally {
        writing.unlock();
      }
    }
  }

  private void writeCalls() throws IOException {
    Call one = unsent.poll();
    if (one == null) {
      return;
    }
    if (unsent.isEmpty()) {
      write(one.frame);
      one.isSent = true;
    } else {
      List<Call> all = new ArrayList<>();
      for (Call next = one; next != null; next = unsent.poll()) {
        all.add(next);
      }
      write(joined(all));
      all.forEach(call -> call.isSent = true);
    }
  }

  /** What is to be said about the call that the process works on. */
  private byte @Nullable [] nextSaid() {
    Call about = first.get();
    if (about == null || !about.isSent || !about.hasWord) {
      return null;
    }
    boolean isDoomed = false;
    lock.lock();
    try {
      if (first.get() != about) {
        return null;
      }
      isDoomed = about.isDoomed;
      IntFunction<byte[]> said = about.said.poll();
      about.hasWord = !about.said.isEmpty();
      return said == null ? null : said.apply(about.number);
    } finally {
      lock.unlock();
      if (isDoomed) {
        killing.run();
      }
    }
  }

  private void write(byte[] frames) throws IOException {
    relay.out().write(frames);
    relay.out().flush();
  }

  private static byte[] joined(List<Call> calls) {
    int length = 0;
    for (Call call : calls) {
      length += call.frame.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (Call call : calls) {
      System.arraycopy(call.frame, 0, all, at, call.frame.length);
      at += call.frame.length;
    }
    return all;
  }
}
