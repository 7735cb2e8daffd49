package io.revolve.core.wire;

import io.revolve.api.Events;
import io.revolve.spi.Body;

/**
 * What a reader must know of a message beside its payload.
 *
 * @param task the task's id, or an address
 * @param event the event's name
 * @param sequence its number within the attempt and the messenger
 * @param after the number of the last message before it that may not be dropped: a reader that has
 *     not seen that one has lost something
 * @param attempt the run that sent it; 0 for a client
 * @param at when, in milliseconds since 1970, by the sender's clock
 * @param type what the body is
 * @param from where the sender can be told something; empty for nowhere
 * @param started when the run began, in milliseconds since 1970, where a terminal message comes so
 *     soon that it stands for its run's "started" too, which has the number before it; otherwise 0
 */
public record MessageHeader(
    String task,
    String event,
    long sequence,
    long after,
    int attempt,
    long at,
    String type,
    String from,
    long started) {

  /** A message that says nothing of when its run began. */
  public MessageHeader(
      String task,
      String event,
      long sequence,
      long after,
      int attempt,
      long at,
      String type,
      String from) {
    this(task, event, sequence, after, attempt, at, type, from, 0);
  }

  /** The "started" that a terminal message stands for as well; see {@link #started}. */
  public MessageHeader beginning() {
    return new MessageHeader(
        task, Events.STARTED, sequence - 1, after, attempt, started, Body.JSON, from);
  }
}
