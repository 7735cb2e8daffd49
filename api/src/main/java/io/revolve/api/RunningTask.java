package io.revolve.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a task, as its worker sees it. Thread safe.
 *
 * <p>Once the attempt has ended, or its worker has lost its lease, nothing can be written any more:
 * the writing methods throw {@link LeaseLostException} then.
 */
public interface RunningTask {

  /** The task's id. */
  String id();

  /** The task's name. */
  String name();

  /**
   * Which run of the task this is, from 1: every time a worker takes it up counts, for any reason.
   */
  int attempt();

  /**
   * The payload as a value.
   *
   * @throws PayloadException if the payload is not of that type
   */
  <T> @Nullable T payload(Class<T> type);

  /**
   * Sends an event to the client, over the worker's own messages.
   *
   * @param event the event's name, not a reserved one
   * @param payload any value that Jackson can write, {@code byte[]} as it is, or null
   * @throws PayloadException if the payload cannot be encoded, or is too large to be carried
   */
  void write(String event, @Nullable Object payload);

  /**
   * Sends an event to the client over a messenger; the client reads it with {@link
   * Client#read(Messenger)}.
   *
   * @param messenger what carries it
   * @param event the event's name, not a reserved one
   * @param payload as for {@link #write}
   */
  void writeTo(Messenger messenger, String event, @Nullable Object payload);

  /**
   * Says how far the work is. Cheap: may be called as often as one likes, the client hears the
   * newest.
   *
   * @param done what is done
   * @param total what there is to do, in the same units; 0 if that is not known
   */
  void progress(long done, long total);

  /**
   * Hears what the client tells the task, from the start: what was told before is replayed. The
   * listener runs on a thread of the worker, beside the callback.
   */
  void addListener(String event, Listener listener);

  /** Whether the task should end: it was cancelled, timed out, or its worker lost the lease. */
  boolean isCancelled();

  /**
   * Ends the attempt if it should end.
   *
   * @throws java.util.concurrent.CancellationException if {@link #isCancelled()}
   */
  void throwIfCancelled();

  /** The headers that the client gave the task, such as a trace context. Unmodifiable. */
  Map<String, String> headers();
}
