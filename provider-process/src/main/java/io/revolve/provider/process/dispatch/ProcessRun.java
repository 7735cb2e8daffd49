package io.revolve.provider.process.dispatch;

import io.revolve.api.Limit;
import io.revolve.provider.process.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One process of a command, from its start to its end. Thread safe. */
final class ProcessRun {
  /** A process that lives so long is worth a closer look. */
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long its errors may wait for a thread of their own. */
  private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Execution execution;
  private final House house;
  private final Mark mark;
  private final Killing killing;
  private final Limit.@Nullable Slot slot;
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Reader> readers = new ArrayList<>(2);
  private final List<Future<?>> alarms = new ArrayList<>(2);
  private final Sink output;
  private final Sink error;
  private Instant started = Instant.now();
  private @Nullable Feed feed;

  /** The lines below are guarded by this. */
  private @Nullable Process process;

  private @Nullable End forced;

  ProcessRun(Execution execution, House house, Mark mark, Limit.@Nullable Slot slot) {
    this.execution = execution;
    this.house = house;
    this.mark = mark;
    this.killing = new Killing(house, mark);
    this.slot = slot;
    Object turn = new Object();
    output = house.sink(execution, execution.command().output(), false, turn);
    error = house.sink(execution, execution.command().error(), true, turn);
  }

  Execution execution() {
    return execution;
  }

  Limit.@Nullable Slot slot() {
    return slot;
  }

  synchronized OptionalLong pid() {
    return process == null || over.get() ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  /**
   * Runs it, on the thread that calls.
   *
   * @return false if the thread was held up by what another process has kept open, and another
   *     thread goes on in its place
   */
  boolean run() {
    Process begun;
    try {
      begun = start();
    } catch (IOException | RuntimeException e) {
      return end(End.NOT_STARTED, -1, String.valueOf(e.getMessage()), false);
    }
    if (begun == null) {
      return end(end(), -1, "never started", false);
    }
    try {
      // Nothing may come between the start and this lock; see Reader.
      synchronized (kept(begun)) {
        watch(begun);
        serve(begun);
      }
      int status = begun.waitFor();
      return end(end(), status, feed == null ? "" : feed.problem(), false);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a thread of the dispatcher was interrupted", e);
    } catch (RuntimeException | Error e) { // The system has no more threads, or memory.
      Set<ProcessHandle> killed = Tree.of(begun, mark.text());
      killed.forEach(ProcessHandle::destroyForcibly);
      return end(End.NOT_STARTED, -1, "could not be served: " + e, false);
    }
  }

  /** The stream that is read first, which the JVM closes first. */
  private Object kept(Process begun) {
    Command command = execution.command();
    if (isRead(command.output())) {
      return begun.getInputStream();
    }
    return isRead(command.error()) ? begun.getErrorStream() : begun;
  }

  /** Starts it; null if it is to end before. */
  private synchronized @Nullable Process start() throws IOException {
    started = Instant.now();
    if (forced == null) {
      process = Launch.start(execution.command(), mark);
    }
    return process;
  }

  private void watch(Process begun) {
    Duration timeout = execution.command().timeout();
    later(LONG, () -> look(begun));
    if (!timeout.isZero()) {
      later(timeout.toNanos(), () -> kill(End.TIMED_OUT));
    }
  }

  /** Does something after a time, unless it has ended by then. */
  private void later(long nanos, Runnable what) {
    synchronized (alarms) {
      alarms.add(house.threads().later(nanos, what));
    }
  }

  /** Reads and writes its streams, until they end or are given up. */
  private void serve(Process begun) throws InterruptedException {
    Command command = execution.command();
    Reader out = isRead(command.output()) ? new Reader(begun.getInputStream(), output) : null;
    Reader err = isRead(command.error()) ? new Reader(begun.getErrorStream(), error) : null;
    Reader here = out == null ? err : out;
    Reader beside = out == null ? null : err;
    synchronized (readers) {
      for (Reader reader : new Reader[] {out, err}) {
        if (reader != null) {
          readers.add(reader);
        }
      }
    }
    if (here == null) {
      write(begun);
      return;
    }
    AtomicBoolean taken = new AtomicBoolean();
    if (beside != null) {
      // A short command needs no second thread: its errors are read when its output has ended.
      later(EARLY, () -> readOnce(beside, taken));
    }
    here.read(() -> write(begun));
    if (beside != null) {
      readOnce(beside, taken);
      beside.awaitEnd();
    }
  }

  private static void readOnce(Reader reader, AtomicBoolean taken) {
    if (taken.compareAndSet(false, true)) {
      reader.read(() -> {});
    }
  }

  private void write(Process begun) {
    Input input = execution.command().input();
    if (Feed.isNeedless(input)) {
      return;
    }
    Feed writing = new Feed(input, begun.getOutputStream());
    feed = writing;
    if (writing.isShort()) {
      writing.write();
    } else {
      house.threads().execute(writing::write);
    }
  }

  private static boolean isRead(Output output) {
    return output instanceof Output.Memory || output instanceof Output.Lines;
  }

  /** It lives for long, or others hold its streams open. */
  private void look(Process begun) {
    if (over.get()) {
      return;
    }
    house.livesLong();
    CompletableFuture<Void> unused =
        begun.onExit().thenRun(() -> glance(begun, house.settings().grace().toNanos()));
  }

  /** It has ended: waits a little for what others write. */
  private void glance(Process begun, long left) {
    if (over.get()) {
      return;
    }
    if (left > 0) {
      long next = Math.min(left, GLANCE);
      // Only the time counts in which nothing comes: a listener may be slow.
      long rest = isWaiting() ? left - next : left;
      Future<?> unused = house.threads().later(next, () -> glance(begun, rest));
      return;
    }
    boolean unused = giveUp(begun);
  }

  private boolean giveUp(Process begun) {
    List<Reader> all;
    synchronized (readers) {
      all = List.copyOf(readers);
    }
    boolean isHeld = all.stream().anyMatch(reader -> !reader.isOver());
    if (!isHeld) {
      return true; // It ends in this moment.
    }
    boolean first = over.compareAndSet(false, true);
    output.close();
    error.close();
    if (first) {
      finish(end(), begun.exitValue(), feed == null ? "" : feed.problem(), true);
    }
    all.forEach(Reader::giveUp);
    return first;
  }

  private boolean isWaiting() {
    synchronized (readers) {
      return readers.stream().allMatch(reader -> reader.isOver() || reader.isWaiting());
    }
  }

  private synchronized End end() {
    return forced == null ? End.ENDED : forced;
  }

  private boolean end(End end, int status, String problem, boolean isHeld) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    output.close();
    error.close();
    finish(end, status, problem, isHeld);
    return true;
  }

  private void finish(End end, int status, String problem, boolean isHeld) {
    Instant now = Instant.now();
    synchronized (alarms) {
      alarms.forEach(alarm -> alarm.cancel(false));
    }
    if (feed != null && !feed.isShort()) {
      feed.giveUp();
    }
    house.ended(
        this,
        new Outcome(
            execution.command(),
            end,
            status,
            started,
            now,
            output.captured(),
            error.captured(),
            isHeld,
            problem),
        isHeld);
  }

  /** Ends it and all that came of it: asked first, then killed. */
  void kill(End why) {
    Process current;
    synchronized (this) {
      if (over.get() || forced != null) {
        return;
      }
      forced = why;
      current = process;
    }
    if (current != null) {
      killing.politely(current);
    }
  }

  /** Kills it and all that came of it. */
  void killNow() {
    Process current;
    synchronized (this) {
      current = process;
    }
    if (current != null) {
      killing.now(current);
    }
  }
}
