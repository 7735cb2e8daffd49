package io.revolve.provider.process.dispatch;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs commands, so many at once. Thread safe.
 *
 * <pre>{@code
 * try (ProcessDispatcher dispatcher = ProcessDispatcher.open(4)) {
 *   Execution date = dispatcher.submit(Command.of("date", "-u"));
 *   System.out.println(date.future().join().output().text());
 * }
 * }</pre>
 *
 * <p>Whatever a command writes or reads, and however much, it is never kept waiting but by a {@link
 * LineListener}. What a command leaves running belongs to the dispatcher, too: it is killed by
 * {@link #close()}. Where environments can be seen (Linux), all of them are found, and killed also
 * if this JVM is killed. Elsewhere, those are not found whose parent has ended, and a JVM that is
 * killed leaves its commands running; one that writes to a pipe gets an error then.
 */
public final class ProcessDispatcher implements AutoCloseable {
  private final Dispatching work;
  private final Deliveries deliveries = new Deliveries();
  private final Delivery delivery;

  /** What has ended, for {@link #finished()}; guarded by itself. */
  private final List<Outcome> finished = new ArrayList<>();

  private ProcessDispatcher(DispatcherSettings settings) {
    delivery = settings.delivery();
    work = new Dispatching(settings, new Voice());
  }

  /** A dispatcher of so many at once, whose futures and lines come on its own threads. */
  public static ProcessDispatcher open(int atOnce) {
    return open(DispatcherSettings.of(atOnce));
  }

  /** A dispatcher. Nothing is started before there is a command. */
  public static ProcessDispatcher open(DispatcherSettings settings) {
    return new ProcessDispatcher(settings);
  }

  /**
   * Adds a command, which is started as soon as may be; commands start in their order. Does not
   * wait.
   *
   * @throws IllegalStateException if the dispatcher is closed
   */
  public Execution submit(Command command) {
    Execution execution = new Execution(this, command);
    work.submit(execution);
    return execution;
  }

  /**
   * Says on this thread what has happened: lines and ends, since the last time. Never waits, but
   * for the listeners that it calls.
   *
   * @return whether a command waits or runs, or there is more to say
   * @throws IllegalStateException unless the delivery is {@link Delivery#ON_TICK}
   */
  public boolean tick() {
    mustTick("tick()");
    for (int left = deliveries.size(); left > 0; left--) {
      Runnable next = deliveries.poll();
      if (next == null) {
        break;
      }
      next.run();
    }
    return !work.isIdle();
  }

  /**
   * Waits until all commands have ended, those included that are added meanwhile; with {@link
   * Delivery#ON_TICK}, says on this thread what happens. Not to be called by a listener.
   *
   * @throws InterruptedException if the thread is interrupted; the commands run on
   */
  public void dispatch() throws InterruptedException {
    if (delivery == Delivery.AT_ONCE) {
      work.awaitIdle();
      return;
    }
    while (tick()) {
      deliveries.await(work::isIdle);
    }
  }

  /**
   * The outcomes that were said by {@link #tick()} and {@link #dispatch()} since this was last
   * asked, in the order in which they came.
   *
   * @throws IllegalStateException unless the delivery is {@link Delivery#ON_TICK}; nothing is kept
   *     otherwise
   */
  public List<Outcome> finished() {
    mustTick("finished()");
    synchronized (finished) {
      List<Outcome> all = List.copyOf(finished);
      finished.clear();
      return all;
    }
  }

  /** How many commands wait to be started. */
  public int waiting() {
    return work.waiting();
  }

  /** How many processes run. */
  public int running() {
    return work.running();
  }

  boolean cancel(Execution execution) {
    return work.cancel(execution);
  }

  /**
   * Cancels all commands, and waits until nothing of them runs any more: at most some seconds
   * longer than the settings' patience. Their futures complete; lines that no tick has fetched are
   * dropped. May be called twice.
   */
  @Override
  public void close() {
    deliveries.close();
    work.close();
    Runnable next = deliveries.poll();
    while (next != null) {
      next.run();
      next = deliveries.poll();
    }
  }

  private void mustTick(String what) {
    if (delivery != Delivery.ON_TICK) {
      throw new IllegalStateException(
          what + " is for dispatchers with Delivery.ON_TICK; this one speaks by itself");
    }
  }

  /** Says what happens, at once or later. */
  private final class Voice implements Dispatching.Voice {
    @Override
    public void line(Line line, LineListener listener) {
      if (delivery == Delivery.AT_ONCE) {
        LineCall.on(listener, line);
      } else {
        deliveries.add(line.bytes().length, () -> LineCall.on(listener, line));
      }
    }

    @Override
    public void end(Execution execution, Outcome outcome) {
      if (delivery == Delivery.AT_ONCE) {
        execution.future().complete(outcome);
        work.said();
        return;
      }
      deliveries.addNow(
          () -> {
            synchronized (finished) {
              finished.add(outcome);
            }
            execution.future().complete(outcome);
            work.said();
            deliveries.wake();
          });
    }
  }
}
