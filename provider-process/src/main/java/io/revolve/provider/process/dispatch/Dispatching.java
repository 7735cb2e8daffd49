package io.revolve.provider.process.dispatch;

import io.revolve.api.Limit;
import io.revolve.provider.process.tree.Tree;
import io.revolve.provider.process.tree.Warden;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts what waits, as far as there is room. A thread takes one command after the other; there are
 * never more than may run at once. Where a limit is shared, one of them waits for it.
 */
final class Dispatching implements House, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Dispatching.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration DYING = Duration.ofSeconds(5);

  /** Whom it tells. */
  interface Voice {
    void line(Line line, LineListener listener);

    /** After this, {@link Dispatching#said()} must be called. */
    void end(Execution execution, Outcome outcome);
  }

  private final DispatcherSettings settings;
  private final Voice voice;
  private final String mark = "REVOLVE_" + UUID.randomUUID().toString().replace('-', '_');
  private final Warden warden = new Warden(mark + "=", Duration.ZERO);
  private final Threads threads = new Threads();
  private final Dying dying = new Dying();

  /** All below is guarded by this. */
  private final Set<Execution> waiting = new LinkedHashSet<>();

  private final Set<ProcessRun> running = new HashSet<>();
  private int workers;
  private @Nullable Thread atTheDoor;
  private long numbers;

  /** Submitted, and not said to have ended. */
  private int open;

  private boolean closed;

  Dispatching(DispatcherSettings settings, Voice voice) {
    this.settings = settings;
    this.voice = voice;
  }

  synchronized void submit(Execution execution) {
    if (closed) {
      throw new IllegalStateException("the dispatcher is closed");
    }
    waiting.add(execution);
    open++;
    hire();
  }

  /** Has one more thread take commands, if there is room for it and work. */
  private synchronized void hire() {
    if (workers < settings.atOnce() && !waiting.isEmpty() && atTheDoor == null && !closed) {
      workers++;
      threads.execute(this::work);
    }
  }

  private void work() {
    ProcessRun next = take();
    while (next != null && next.run()) {
      next = take();
    }
  }

  /** The next command; null if this thread is not needed. */
  private @Nullable ProcessRun take() {
    Limit limit = settings.limit();
    synchronized (this) {
      if (closed || waiting.isEmpty() || atTheDoor != null) {
        workers--;
        return null;
      }
      if (limit == null) {
        return begin(null);
      }
      atTheDoor = Thread.currentThread();
    }
    Limit.Slot slot = acquire(limit);
    ProcessRun next = null;
    synchronized (this) {
      atTheDoor = null;
      boolean unused = Thread.interrupted(); // Only close() does that, and only at the door.
      if (slot != null && !closed && !waiting.isEmpty()) {
        next = begin(slot);
        hire();
      } else {
        workers--;
        hire();
      }
    }
    if (next == null) {
      giveBack(slot);
    }
    return next;
  }

  private synchronized ProcessRun begin(Limit.@Nullable Slot slot) {
    Iterator<Execution> first = waiting.iterator();
    Execution execution = first.next();
    first.remove();
    ProcessRun run = new ProcessRun(execution, this, new Mark(mark, numbers++), slot);
    execution.runs(run);
    running.add(run);
    return run;
  }

  /** A slot; null if it is waited for no more. */
  private Limit.@Nullable Slot acquire(Limit limit) {
    boolean complained = false;
    while (true) {
      try {
        return limit.acquire();
      } catch (InterruptedException e) {
        return null;
      } catch (RuntimeException e) {
        // Of an engine that is away, or of a limit that is being closed.
        if (!complained) {
          LOGGER.log(System.Logger.Level.WARNING, "commands wait for limit " + limit.name(), e);
        }
        complained = true;
        if (!pause()) {
          return null;
        }
      }
    }
  }

  /** Waits a while; false if nobody needs a slot any more. */
  private synchronized boolean pause() {
    long end = System.nanoTime() + PAUSE.toNanos();
    long left = PAUSE.toNanos();
    try {
      while (!closed && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !closed && !waiting.isEmpty();
  }

  @Override
  public Threads threads() {
    return threads;
  }

  @Override
  public DispatcherSettings settings() {
    return settings;
  }

  @Override
  public Sink sink(Execution execution, Output output, boolean isError, Object turn) {
    if (output instanceof Output.Lines lines) {
      return new LineCutter(
          lines.longest(),
          (bytes, isEnded) -> {
            synchronized (turn) {
              voice.line(new Line(execution, isError, bytes, isEnded), lines.listener());
            }
          });
    }
    return new Capture(output instanceof Output.Memory memory ? memory.bound() : 0);
  }

  @Override
  public void livesLong() {
    warden.ensure();
  }

  @Override
  public void dying(Collection<ProcessHandle> processes) {
    dying.add(processes);
  }

  @Override
  public void ended(ProcessRun run, Outcome outcome, boolean isStuck) {
    giveBack(run.slot());
    synchronized (this) {
      running.remove(run);
      if (isStuck) {
        workers--;
        hire();
      }
      notifyAll();
    }
    voice.end(run.execution(), outcome);
  }

  private static void giveBack(Limit.@Nullable Slot slot) {
    try {
      if (slot != null) {
        slot.close();
      }
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "a slot of a limit could not be given back", e);
    }
  }

  synchronized void said() {
    open--;
    notifyAll();
  }

  synchronized boolean isIdle() {
    return open == 0;
  }

  synchronized void awaitIdle() throws InterruptedException {
    while (open > 0) {
      wait();
    }
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized int running() {
    return running.size();
  }

  boolean cancel(Execution execution) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(execution);
    }
    if (waited) {
      neverRan(execution);
      return true;
    }
    ProcessRun run = execution.run();
    boolean runs;
    synchronized (this) {
      runs = run != null && running.contains(run);
    }
    if (run != null && runs) {
      run.kill(End.CANCELLED);
    }
    return runs;
  }

  private void neverRan(Execution execution) {
    Instant now = Instant.now();
    Captured none = Captured.NOTHING;
    voice.end(
        execution,
        new Outcome(
            execution.command(), End.CANCELLED, -1, now, now, none, none, false, "never started"));
  }

  @Override
  public void close() {
    List<Execution> never;
    synchronized (this) {
      closed = true;
      never = new ArrayList<>(waiting);
      waiting.clear();
      if (atTheDoor != null) {
        atTheDoor.interrupt();
      }
      notifyAll();
    }
    never.forEach(this::neverRan);
    all().forEach(run -> run.kill(End.CANCELLED));
    awaitEnds(settings.patience());
    all().forEach(ProcessRun::killNow);
    awaitEnds(settings.grace().plus(DYING));
    dying(Tree.killMarked(mark + "="));
    dying.await(DYING);
    warden.close();
    threads.close();
  }

  private synchronized List<ProcessRun> all() {
    return new ArrayList<>(running);
  }

  private synchronized void awaitEnds(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    long left = most.toNanos();
    while (!running.isEmpty() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
