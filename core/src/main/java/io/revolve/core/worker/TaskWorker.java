package io.revolve.core.worker;

import io.revolve.api.Callback;
import io.revolve.api.EngineException;
import io.revolve.api.Health;
import io.revolve.api.TaskStatus;
import io.revolve.api.Worker;
import io.revolve.api.WorkerProcess;
import io.revolve.api.WorkerStats;
import io.revolve.core.clock.Ticker;
import io.revolve.core.clock.WallClock;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.messenger.Inbox;
import io.revolve.core.wire.Control;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Capabilities;
import io.revolve.spi.Capability;
import io.revolve.spi.JobLink;
import io.revolve.spi.LeaseRequest;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Provider;
import io.revolve.spi.RunLink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A worker over a job link and a message link. */
public final class TaskWorker implements Worker {

  private static final Duration MOMENT_IN_MEMORY = Duration.ofNanos(100_000);
  private static final Duration MOMENT = Duration.ofMillis(5);

  private final WorkerSettings settings;
  private final Links links;
  private final Handlers handlers;
  private final Counts counts = new Counts();
  private final Workshop workshop;
  private final Bench bench;
  private final Intake intake;
  private final Housekeeping housekeeping = new Housekeeping(this::tidy, this::isTidy);
  private final Pace pace;
  private final Inbox inbox;
  private final Announcer announcer;
  private final Ticker ticker;
  private final ExecutorService listeners;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile LeaseRequest request;

  /** A worker that takes nothing yet. */
  public TaskWorker(WorkerSettings settings, Links links, Handlers handlers) {
    this.settings = settings;
    this.links = links;
    this.handlers = handlers;
    ticker = new Ticker("revolve-ticker-" + settings.id(), 3);
    listeners = Executors.newCachedThreadPool(daemons("revolve-listener-"));
    Capabilities can = links.provider().capabilities();
    boolean hasLeases = can.has(Capability.LEASES);
    LeaseKeeper keeper = new LeaseKeeper(links.jobs(), settings.lease(), hasLeases);
    boolean saysFirst = !can.has(Capability.STATUS) && !hasLeases;
    workshop =
        new Workshop(
            settings,
            links.format(),
            links.maxMessage(),
            new Outbox(
                links.jobs(),
                links.messages(),
                saysFirst,
                ticker,
                keeper::sayBeginnings,
                this::soon),
            keeper,
            new WallClock(),
            ticker,
            listeners,
            counts);
    bench = new Bench(workshop, handlers);
    boolean inMemory = can.has(Capability.IN_MEMORY);
    // A job without a header cannot be put back, so none is taken ahead.
    int ahead = links.jobs().isPlain() ? 0 : settings.prefetch();
    pace = new Pace(ahead, inMemory ? MOMENT_IN_MEMORY : MOMENT);
    request = request();
    intake =
        new Intake(
            links.jobs(),
            () -> request,
            bench::begin,
            settings.concurrency(),
            inMemory ? settings.concurrency() : 1,
            pace);
    inbox = new Inbox(links.messages(), settings.inbox(), links.format(), new Told());
    announcer = new Announcer(links.jobs(), workshop, handlers, links::processes);
  }

  /**
   * What a worker works over.
   *
   * @param provider who carries the jobs
   * @param jobs where they come from
   * @param messages what carries events
   * @param maxMessage the largest event, in bytes
   * @param run what else is to be closed: where code runs outside this JVM
   * @param format how headers and payloads are written
   */
  public record Links(
      Provider provider,
      JobLink jobs,
      MessageLink messages,
      long maxMessage,
      @Nullable RunLink run,
      WireFormat format) {

    List<WorkerProcess> processes() {
      return run == null ? List.of() : run.processes();
    }

    void close() {
      jobs.close();
      messages.close();
      if (run != null) {
        run.close();
      }
    }
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public Worker handle(String name, Callback callback) {
    handlers.add(name, callback);
    takeMore();
    return this;
  }

  @Override
  public Worker handle(String name, Class<? extends Callback> type) {
    handlers.add(name, type);
    takeMore();
    return this;
  }

  @Override
  public void run() {
    begin();
    runUntilStopped();
  }

  @Override
  public Worker start() {
    begin();
    daemons("revolve-worker-").newThread(this::runUntilStopped).start();
    return this;
  }

  @Override
  public void stop() {
    stopping.countDown();
  }

  @Override
  public boolean await(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public List<TaskStatus> running() {
    return workshop.keeper().all().stream().map(Attempt::status).toList();
  }

  @Override
  public WorkerStats stats() {
    return counts.stats(workshop.keeper().all().size(), links.processes());
  }

  @Override
  public Health health() {
    if (!intake.health().green()) {
      return intake.health();
    }
    try {
      links.jobs().ping();
      return Health.GREEN;
    } catch (EngineException e) {
      return Health.red(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    stop();
    if (begun.compareAndSet(false, true)) {
      release();
      ended.countDown();
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("worker " + settings.id() + " has run before; make another");
    }
  }

  private void runUntilStopped() {
    if (links.provider().capabilities().has(Capability.LEASES)) {
      ticker.every(settings.lease().dividedBy(3), workshop.keeper()::extend);
    }
    housekeeping.start("revolve-sender-" + settings.id());
    inbox.open();
    Crew crew = new Crew(settings, intake, bench, pace, workshop.outbox());
    crew.start();
    boolean isListed = links.provider().capabilities().has(Capability.WORKERS);
    if (isListed) {
      announcer.start();
    }
    try {
      stopping.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      new Drain(workshop, intake, crew, links.jobs()).run();
      if (isListed) {
        announcer.stop();
      }
      release();
    } finally {
      ended.countDown(); // Whatever an engine throws at the end: nobody waits for ever.
    }
  }

  private void soon() {
    housekeeping.soon();
  }

  private boolean isTidy() {
    return workshop.outbox().isIdle() && !intake.hasWaiting() && !intake.lacksLeader();
  }

  private void tidy() {
    // What was taken ahead and is held up by long tasks is left to other workers.
    for (Attempt attempt : intake.unbegun(System.nanoTime())) {
      new Conclusion(attempt, workshop).giveBack(Duration.ZERO, "held up by a longer task");
    }
    intake.findLeader();
    workshop.outbox().flushLate();
  }

  private void release() {
    if (closed.compareAndSet(false, true)) {
      ticker.close();
      housekeeping.close();
      listeners.shutdown();
      inbox.close();
      try {
        links.messages().forget(settings.inbox());
      } catch (EngineException e) {
        System.getLogger(TaskWorker.class.getName())
            .log(System.Logger.Level.DEBUG, "cannot forget the worker's inbox", e);
      }
      links.close();
    }
  }

  private LeaseRequest request() {
    Set<String> names = links.jobs().isPlain() ? handlers.given() : handlers.names();
    return new LeaseRequest(settings.inbox(), settings.queues(), names, settings.lease());
  }

  private void takeMore() {
    request = request();
    links.jobs().wake();
  }

  private static ThreadFactory daemons(String name) {
    return Threads.PLATFORM.factory(name);
  }

  /** What clients say to this worker, which is always about a task that runs here. */
  private final class Told implements Inbox.Owner {

    @Override
    public void take(WireMessage message) {
      String id = message.about().task();
      if (message.event().equals(Control.CANCEL)) {
        workshop.keeper().cancel(id);
        return;
      }
      Attempt attempt = workshop.keeper().find(id);
      if (attempt != null) {
        attempt.told(message);
      }
    }

    @Override
    public boolean isExpecting() {
      return !workshop.keeper().all().isEmpty();
    }
  }
}
