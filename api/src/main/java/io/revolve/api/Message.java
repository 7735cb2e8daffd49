package io.revolve.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of one task. Immutable and thread safe.
 *
 * <p>{@code toString()} is the text of what was sent: a string without quotes, bytes as UTF-8, any
 * other value as JSON, and nothing for null.
 */
public interface Message {

  /** The id of the task that this is about; the address, for a message written to an address. */
  String taskId();

  /** The name of the event: one of {@link Events} or the user's own. */
  String event();

  /**
   * The message's number, growing within an attempt of a task on one messenger. Numbers may be
   * skipped where progress was coalesced.
   */
  long sequence();

  /** The attempt that sent this, counted from 1; 0 for messages of the client. */
  int attempt();

  /** When the sender wrote this, by the sender's clock. */
  Instant at();

  /**
   * The payload as a value.
   *
   * @param type what to read it as: any type Jackson can read, {@code byte[]} for bytes
   * @return the value, or null where null was sent
   * @throws PayloadException if the payload is not of that type
   */
  <T> @Nullable T as(Class<T> type);

  /** The payload's bytes as they travelled: JSON text, or the bytes that were sent. A copy. */
  byte[] bytes();
}
