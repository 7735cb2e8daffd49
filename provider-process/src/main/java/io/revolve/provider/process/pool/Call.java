package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call on its way: what is asked, and who waits for the answer. Thread safe. */
public final class Call {
  final Pool pool;
  final byte[] frame;
  final @Nullable Consumer<Payload> parts;
  private final CompletableFuture<Payload> answer = new CompletableFuture<>();

  /** The process that has it; guarded by the pool. */
  @Nullable Member member;

  /** What is still to be said to the process, once it works on the call; guarded by the pool. */
  final Deque<byte[]> said = new ArrayDeque<>();

  /** The process is killed when it begins with the call; guarded by the pool. */
  boolean isDoomed;

  /** How often a process asked to be replaced instead of working on it; guarded by the pool. */
  int refusals;

  Call(Pool pool, byte[] frame, @Nullable Consumer<Payload> parts) {
    this.pool = pool;
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

  /**
   * Tells something to the process that works on the call, or will. What does not listen hears
   * nothing of it.
   */
  public void tell(Payload payload) {
    pool.tell(this, payload);
  }

  /**
   * Asks the process that works on the call to end it, if that listens; one that waits is not
   * begun.
   */
  public void cancel() {
    pool.cancel(this);
  }

  /** Kills the process that works on the call; one that waits is not begun. */
  public void kill() {
    pool.kill(this);
  }
}
