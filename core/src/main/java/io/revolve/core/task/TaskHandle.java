package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.api.Listener;
import io.revolve.api.Task;
import io.revolve.api.TaskState;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task as its client follows it. What arrives is put into its log at once, which ends futures;
 * listeners hear it from the log when the client reads. All state is guarded by this object's
 * monitor; listeners and futures run outside it.
 */
public final class TaskHandle implements Task {

  private static final System.Logger LOGGER = System.getLogger(TaskHandle.class.getName());

  private final TaskSpec spec;
  private volatile String id;
  private volatile TaskState state = TaskState.CREATED;
  private volatile @Nullable Following client;

  /** When something was last heard, in nanoseconds of this JVM. */
  private volatile long heardAt;

  /** What has come and who has heard it; made when there is something. */
  private @Nullable Course course;

  private @Nullable List<End> ends;

  /** Whether the client knows that there is something to dispatch. */
  private boolean announced;

  /** Whether the engine has said that it ended. */
  private boolean isSuspected;

  /** Whether the client will say when waiting for what is missing has no more sense. */
  private boolean isReminded;

  /** A task that was only made. */
  public TaskHandle(String id, TaskSpec spec) {
    this.id = id;
    this.spec = spec;
  }

  /** How it was configured. */
  public TaskSpec spec() {
    return spec;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public TaskState state() {
    refresh();
    return state;
  }

  @Override
  public Task addListener(String event, Listener listener) {
    synchronized (this) {
      course().listen(event, listener, client);
    }
    announce();
    return this;
  }

  @Override
  public synchronized Task removeListener(String event, Listener listener) {
    if (course != null) {
      course.unlisten(event, listener);
    }
    return this;
  }

  @Override
  public Task tell(String event, @Nullable Object payload) {
    if (Events.RESERVED.contains(event)) {
      throw new IllegalArgumentException("event \"" + event + "\" is reserved; use another name");
    }
    Following following = handled("told something");
    following.checkTelling();
    following.urge(); // It is told when its start is heard.
    Body body = following.encode(payload);
    synchronized (this) {
      course().tell(event, body, following);
    }
    return this;
  }

  @Override
  public boolean cancel() {
    return handled("cancelled").cancel(this);
  }

  /** Has whoever runs it asked to end it: now, if that is known, and each that begins with it. */
  public void cancelRunning() {
    Following following = handled("cancelled");
    following.urge(); // Who runs it is known when its start is heard.
    synchronized (this) {
      course().cancelRunning(following);
    }
  }

  @Override
  public <T> @Nullable T result(Class<T> type) {
    refresh();
    WireMessage terminal = terminal();
    if (terminal == null) {
      throw new IllegalStateException("task " + name() + " (" + id + ") has not ended: " + state);
    }
    return Ending.result(this, terminal, type);
  }

  /** A future of the result, ended by the terminal message. */
  public <T> CompletableFuture<T> future(Class<T> type) {
    ResultFuture<T> future = new ResultFuture<>(this, type);
    onEnd(future);
    return future;
  }

  /** Who follows the task; null until it was handed over. */
  @Nullable Following client() {
    return client;
  }

  /** Tells of the task's end; at once if it has ended. */
  public void onEnd(End end) {
    WireMessage terminal;
    synchronized (this) {
      terminal = terminal();
      if (terminal == null) {
        if (ends == null) {
          ends = new ArrayList<>(1);
        }
        ends.add(end);
      }
    }
    Following following = client;
    if (terminal != null) {
      end.ended(terminal);
    } else if (following != null) {
      following.urge();
    }
  }

  /**
   * Takes the task for a client, before it is submitted.
   *
   * @param unaskedUntil until when the engine is not asked about it, in nanoseconds of this JVM
   * @throws IllegalStateException if a client has it
   */
  public void handOver(Following to, long unaskedUntil) {
    boolean awaited;
    synchronized (this) {
      if (client != null) {
        throw new IllegalStateException(
            "task " + name() + " (" + id + ") was handled before; make a new task for each run");
      }
      client = to;
      heardAt = unaskedUntil;
      awaited = ends != null;
    }
    if (awaited) {
      to.urge();
    }
  }

  /** The submission was not accepted: the task may be handled again. */
  public void takeBack(RuntimeException why) {
    synchronized (this) {
      client = null;
    }
    abandon(why);
  }

  /** No end will be heard any more. */
  public void abandon(RuntimeException why) {
    List<End> abandoned;
    synchronized (this) {
      abandoned = ends;
      ends = null;
    }
    if (abandoned != null) {
      abandoned.forEach(end -> end.abandoned(why));
    }
  }

  /** The engine has the task, under this id; the time is in nanoseconds of this JVM. */
  public synchronized void accepted(String as, long now) {
    heardAt = now;
    if (!id.equals(as)) {
      id = as;
    }
    if (state == TaskState.CREATED) {
      state = spec.delay().isZero() ? TaskState.QUEUED : TaskState.DELAYED;
    }
  }

  /**
   * Follows a task that was found.
   *
   * @param as its state; the end is only believed when its message comes
   * @param runsBefore the runs that belong to an earlier life, before a replay
   */
  public synchronized void found(TaskState as, int runsBefore) {
    state = as.isTerminal() ? TaskState.RUNNING : as;
    if (runsBefore > 0) {
      course().base(runsBefore);
    }
  }

  /** Whether a terminal message has come. */
  public boolean hasEnded() {
    return terminal() != null;
  }

  /** Whether it has ended and every listener has heard so. */
  public synchronized boolean hasCompleted() {
    return course != null && course.isHeardOut();
  }

  /** Whether anybody listens. */
  public synchronized boolean isHeard() {
    return course != null && course.isHeard();
  }

  /** When something was last heard, in nanoseconds of this JVM. */
  public long heardAt() {
    return heardAt;
  }

  /** Notes that the engine was asked about the task. */
  public void heardAt(long now) {
    heardAt = now;
  }

  /**
   * Takes a message that has arrived.
   *
   * @param place where it came from: null for the client's own inbox, otherwise the messenger
   */
  public void receive(WireMessage message, @Nullable Object place) {
    Following following = client;
    if (following != null) {
      take(following, to -> arrive(to, message, place, following));
    }
  }

  /**
   * Takes the engine's word on how the task ended: what was not heard by now is lost. Where that is
   * said for the first time, and something is missing, it is left for a second time: an end is
   * settled before the last events of its run are sent.
   *
   * @param finalWord whether what is missing is not waited for
   */
  public void conclude(WireMessage end, boolean finalWord) {
    Following following = client;
    if (following != null) {
      synchronized (this) {
        boolean waits = !finalWord && !isSuspected && course().misses(end);
        isSuspected = true;
        if (waits) {
          heardAt = System.nanoTime();
          return;
        }
      }
      take(following, to -> to.takeLast(end, following));
    }
  }

  /** Takes what came too early, and reports what did not come before it. */
  private void giveUpWaiting() {
    Following following = client;
    if (following != null) {
      take(following, to -> isReminded = to.overdue(System.nanoTime(), following));
      if (isReminded) {
        following.remind(this::giveUpWaiting, Sequencer.PATIENCE);
      }
    }
  }

  /** Takes what has come, and tells of what came by that. */
  private void take(Following following, Consumer<Course> taking) {
    List<End> ended = null;
    WireMessage end;
    boolean heard;
    boolean news;
    synchronized (this) {
      Course to = course();
      boolean hadEnded = to.terminal() != null;
      taking.accept(to);
      end = hadEnded ? null : to.terminal();
      if (end != null) {
        ended = ends;
        ends = null;
      }
      heard = to.isHeard();
      news = heard && !announced;
      announced |= news;
    }
    if (end != null && !heard) {
      following.ended(this);
    }
    if (end != null && ended != null) {
      for (End each : ended) {
        each.ended(end);
      }
    }
    if (news) {
      following.ready(this);
    }
  }

  /** The client is about to dispatch: what comes from now on is announced again. */
  public synchronized void taken() {
    announced = false;
  }

  /** A read begins: what has ended by now may say so when all else was heard. */
  public synchronized void release() {
    releaseEnd();
  }

  private void releaseEnd() {
    announced = false;
    if (course != null) {
      course.releaseEnd();
    }
  }

  /**
   * Runs the listeners for what they have not heard, on the calling thread.
   *
   * @param releasing whether a read begins by this, as in {@link #release()}
   * @return how many calls were made
   */
  public int dispatch(boolean releasing) {
    Following following = client;
    int calls = 0;
    boolean rest;
    boolean over;
    while (true) {
      Hearings.Call call;
      synchronized (this) {
        if (releasing && calls == 0) {
          releaseEnd();
        }
        if (course == null || !course.isListenedTo()) {
          return calls;
        }
        call = course.next();
        if (call == null) {
          boolean ended = course.terminal() != null;
          over = ended && course.read(following);
          rest = ended && !over;
          break;
        }
      }
      calls++;
      try {
        call.listener().on(call.message());
      } catch (RuntimeException | Error e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "a listener of \"" + call.message().event() + "\" of task " + name() + " threw",
            e);
      }
    }
    if (rest) {
      announce();
    }
    if (over && following != null) {
      following.heard(this);
    }
    return calls;
  }

  private void arrive(Course to, WireMessage message, @Nullable Object place, Following following) {
    if (to.arrive(message, place, following) && !isReminded) {
      isReminded = true;
      following.remind(this::giveUpWaiting, Sequencer.PATIENCE);
    }
  }

  /** Something has come of a run that goes on. */
  void stirs() {
    heardAt = System.nanoTime();
  }

  /** The task has come to a state. */
  void moved(TaskState to) {
    state = to;
  }

  private void announce() {
    Following following = client;
    if (following == null) {
      return;
    }
    synchronized (this) {
      if (course == null || !course.isHeard() || announced) {
        return;
      }
      announced = true;
    }
    following.ready(this);
  }

  private void refresh() {
    Following following = client;
    if (following != null) {
      following.refresh();
    }
  }

  private synchronized @Nullable WireMessage terminal() {
    return course == null ? null : course.terminal();
  }

  private Course course() {
    if (course == null) {
      course = new Course(this);
    }
    return course;
  }

  private Following handled(String what) {
    Following following = client;
    if (following == null) {
      throw new IllegalStateException(
          "task " + name() + " (" + id + ") must be handled by a client before it can be " + what);
    }
    return following;
  }
}
