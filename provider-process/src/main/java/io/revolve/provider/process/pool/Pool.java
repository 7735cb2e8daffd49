package io.revolve.provider.process.pool;

import io.revolve.provider.process.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes that answer calls: each process works on one at a time, and each call is answered once.
 * A process that dies, says what makes no sense, or takes too long is replaced; its call fails, and
 * those that it had not begun run elsewhere. Thread safe.
 */
public final class Pool implements AutoCloseable {

  private final PoolSettings settings;
  private final Staff staff;

  private Pool(PoolSettings settings) {
    this.settings = settings;
    staff = new Staff(settings);
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
      pool.staff.hire();
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
    Call call = new Call(staff, frame(payload), parts);
    staff.take(call, waits);
    return call;
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

  /** What the processes are doing, oldest first. */
  public List<WorkerStatus> workers() {
    return staff.everyone().stream().map(Member::status).toList();
  }

  /** How many processes it may have while calls wait. */
  public int mostWorkers() {
    return staff.most();
  }

  /** How many calls wait for a process. */
  public int waiting() {
    return staff.waiting();
  }

  /** Replaces all processes, each when it has done what it works on. No call is lost. */
  public void reset() {
    staff.everyone().forEach(Member::leave);
  }

  /** Has another number of processes from now on, at least one. */
  public void resize(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("expected at least one process, got " + workers);
    }
    staff.resize(workers);
  }

  /**
   * Takes no more calls, and waits for those that it has.
   *
   * @return false if the time was over before all were answered
   */
  public boolean drain(Duration time) throws InterruptedException {
    return staff.drain(time);
  }

  /** Fails what waits, has all processes end, and kills those that do not within their time. */
  @Override
  public void close() {
    staff.dismiss();
  }
}
