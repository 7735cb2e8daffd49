package io.revolve.core.task;

import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a handled task needs of its client. */
public interface Following {

  /** From now on somebody waits who does not read: what comes is taken as it comes. */
  void urge();

  /**
   * Reads on the caller's thread until it has what it waits for, where that spares it from being
   * woken; it may return before.
   *
   * @param done what is waited for; a change that no message brings must be told by {@link #call}
   * @throws InterruptedException if the thread is interrupted; it may notice a second late
   */
  void await(BooleanSupplier done, long nanos) throws InterruptedException;

  /** Has a thread look again at what it {@link #await awaits}. */
  void call(Thread waiter);

  /** Takes what has come by now. */
  void refresh();

  /** Something is there for listeners, to be dispatched at the next read. */
  void ready(TaskHandle task);

  /** The task has ended, and nobody listens: it need not be followed any more. */
  void ended(TaskHandle task);

  /** The task has ended, and all listeners have heard so. */
  void heard(TaskHandle task);

  /**
   * Whether workers can be told something.
   *
   * @throws io.revolve.api.UnsupportedFeatureException if not
   */
  void checkTelling();

  /** Appends a message for a running task to its worker's address. */
  void tell(TaskHandle task, String worker, long sequence, String event, Body body);

  /** Asks a worker to end the task that it runs; it may be asked again. */
  void cancelRunning(TaskHandle task, String worker);

  /** Runs something short after a while. */
  void remind(Runnable action, Duration after);

  /** Asks the engine for the end of the task. */
  boolean cancel(TaskHandle task);

  /** Encodes what a task is told. */
  Body encode(@Nullable Object payload);

  /** Makes a message about a gap. */
  WireMessage gap(TaskHandle task, long missing, String reason);

  /** How many messages a task keeps for late listeners. */
  int history();

  /** Counts messages that wait for a read; negative when they were taken. */
  void waiting(int more);
}
