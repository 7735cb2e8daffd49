package io.revolve.provider.process.server;

import io.revolve.provider.process.pool.Call;
import io.revolve.provider.process.pool.Pool;
import io.revolve.provider.process.pool.PoolException;
import io.revolve.provider.process.protocol.Context;
import io.revolve.provider.process.protocol.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands the calls of all connections to the pool. A small call is surely taken by a process that
 * has nothing to do, so whoever reads it hands it over; a large one would hold up who reads for as
 * long as its process takes to read it, so carriers do. Thread safe.
 */
final class Desk {
  /** So much is surely taken by a pipe whose other end does not read. */
  private static final int SMALL = 4096 - 600;

  static final String CANCELLED = "cancelled before it began";

  private final Pool pool;
  private final boolean isNamed;
  private final JobServerSettings.Bounds bounds;
  private final long graceNanos;
  private final ThreadPoolExecutor carriers;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Queue<Doomed> doomed = new ConcurrentLinkedQueue<>();

  private record Doomed(Errand errand, Call call, long at) {}

  /** Hears what comes of an errand, on any thread, and must not block. */
  interface Customer {

    /** A piece of its answer. */
    void part(Errand errand, byte[] data);

    /**
     * The end.
     *
     * @param answer what it came to; null if it failed
     * @param why it failed, if it did
     */
    void end(Errand errand, byte @Nullable [] answer, String why);
  }

  Desk(Pool pool, JobServerSettings settings) {
    this.pool = pool;
    isNamed = settings.pool().protocol().isNamed();
    bounds = settings.bounds();
    graceNanos = settings.times().grace().toNanos();
    int most = Math.max(settings.pool().workers(), settings.pool().options().mostWorkers());
    carriers =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "revolve-jobserver-carrier");
              thread.setDaemon(true);
              return thread;
            });
    carriers.allowCoreThreadTimeOut(true);
  }

  /** Takes an errand; it ends at once if there is no room for it. */
  void take(Errand errand, Customer customer) {
    open.incrementAndGet();
    if (bytes.addAndGet(errand.bytes()) > bounds.bytes()) {
      end(
          errand,
          customer,
          null,
          Busy.because("the server has " + bounds.bytes() + " bytes of calls"));
    } else if (errand.bytes() <= SMALL) {
      begin(errand, customer);
    } else {
      carriers.execute(() -> begin(errand, customer));
    }
  }

  private void begin(Errand errand, Customer customer) {
    if (errand.isOver()) {
      return;
    }
    try {
      Payload payload = new Payload(context(errand), errand.request.workload());
      Call call = pool.submit(payload, part -> customer.part(errand, piece(part)));
      boolean isCancelled = errand.hasBegun(call);
      CompletableFuture<Payload> unused =
          call.answer().whenComplete((answer, error) -> end(errand, customer, answer, error));
      if (isCancelled) {
        cancel(errand, customer);
      }
    } catch (PoolException.Refused e) {
      String why = String.valueOf(e.getMessage());
      // Who hears that there is no room now sends the call again until there is.
      end(errand, customer, null, e.isForNow() ? Busy.because(why) : why);
    } catch (RuntimeException e) {
      end(errand, customer, null, e.toString());
    }
  }

  private byte[] context(Errand errand) {
    String procedure = errand.request.procedure();
    return isNamed
        ? procedure.getBytes(StandardCharsets.UTF_8)
        : Context.of(Integer.toUnsignedString(errand.id()), procedure);
  }

  /** How far a worker of ours is stands beside an empty body. */
  private static byte[] piece(Payload part) {
    return part.body().length == 0 ? part.context() : part.body();
  }

  private void end(
      Errand errand, Customer customer, @Nullable Payload answer, @Nullable Throwable error) {
    if (answer != null) {
      end(errand, customer, answer.body(), "");
    } else {
      end(errand, customer, null, Reasons.of(errand, error));
    }
  }

  private void end(Errand errand, Customer customer, byte @Nullable [] answer, String why) {
    if (errand.end()) {
      long unused = bytes.addAndGet(-errand.bytes());
      answered.incrementAndGet();
      try {
        customer.end(errand, answer, why);
      } finally {
        open.decrementAndGet(); // Who drains waits until it was said.
      }
    }
  }

  /** Nobody wants an errand any more: one that waits ends now, one that runs after the grace. */
  void cancel(Errand errand, Customer customer) {
    Call call = drop(errand, customer);
    if (call != null && !call.answer().isDone()) {
      doomed.add(new Doomed(errand, call, System.nanoTime() + graceNanos));
    }
  }

  /** As {@link #cancel}, but one that runs is only asked to end. */
  @Nullable Call drop(Errand errand, Customer customer) {
    errand.cancel();
    Call call = errand.call();
    if (call == null) {
      end(errand, customer, null, CANCELLED);
    } else {
      call.cancel();
    }
    return call;
  }

  /** Kills what was cancelled and has not ended. */
  void look() {
    long now = System.nanoTime();
    for (Doomed each = doomed.peek(); each != null && each.at() - now <= 0; each = doomed.peek()) {
      Doomed unused = doomed.poll();
      if (!each.call().answer().isDone()) {
        // The log may be slow, and so may be killing.
        carriers.execute(each.call()::kill);
      }
    }
  }

  /** How many errands wait or run. */
  long open() {
    return open.get();
  }

  /** How many have ended. */
  long answered() {
    return answered.get();
  }

  boolean drain(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (open.get() > 0) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return true;
  }

  void close() {
    List<Runnable> unused = carriers.shutdownNow();
  }

  /** What a client is told of a failure; the rest is in the log, as it is not meant for clients. */
  private static final class Reasons {
    static String of(Errand errand, @Nullable Throwable error) {
      Throwable cause = error instanceof CompletionException ? error.getCause() : error;
      if (cause instanceof PoolException.WorkerLost lost) {
        if (errand.isCancelled()) {
          return "cancelled";
        }
        return "Worker process "
            + lost.pid()
            + " died while invoking `"
            + errand.request.procedure()
            + "`"
            + (lost.reason() == null ? "" : ": it was killed, since " + lost.reason());
      }
      if (cause instanceof PoolException.BootFailed) {
        return "no worker process can be started";
      }
      if (cause instanceof PoolException.Refused && errand.isCancelled()) {
        return CANCELLED;
      }
      return String.valueOf(cause == null ? null : cause.getMessage());
    }
  }
}
