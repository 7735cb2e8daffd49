package io.revolve.core.worker;

import io.revolve.api.Events;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import io.revolve.spi.Letter;

/**
 * Numbers the messages of one attempt on one messenger. Not thread safe; the attempt guards it.
 *
 * <p>Each message says which was the last before it that may not be dropped, so that a reader can
 * tell coalesced progress from a loss.
 */
final class Voice {

  private static final byte[] NOTHING = new byte[0];

  private final WireFormat format;
  private final String task;
  private final String reply;
  private final int attempt;
  private final String from;
  private long last;
  private long lastKept;

  /** When the run began, while that is unsaid; otherwise 0. */
  private long begun;

  Voice(WireFormat format, String task, String reply, int attempt, String from) {
    this.format = format;
    this.task = task;
    this.reply = reply;
    this.attempt = attempt;
    this.from = from;
  }

  /** Whether the client has heard of this attempt. */
  boolean hasSpoken() {
    return last > 0;
  }

  /**
   * The run begins, in milliseconds since 1970. It need not be said at once: with luck the end says
   * it too.
   */
  void begin(long at) {
    begun = at;
    last++;
  }

  /** Whether the run's beginning is still to be said, at a time of this JVM's clock. */
  boolean isBeginningDue(long now) {
    return begun != 0 && now > begun;
  }

  boolean isBeginningUnsaid() {
    return begun != 0;
  }

  /** Says that the run has begun. */
  WireMessage sayBeginning() {
    MessageHeader about = header(Events.STARTED, begun, Body.JSON, 0);
    begun = 0;
    lastKept = last;
    return new WireMessage(about, NOTHING, format);
  }

  /** The next message. Where the beginning is unsaid, this must be the end, and says it too. */
  WireMessage say(String event, Body body, long at) {
    last++;
    MessageHeader about = header(event, at, body.type(), begun);
    begun = 0;
    if (!event.equals(Events.PROGRESS)) {
      lastKept = last;
    }
    return new WireMessage(about, body.bytes(), format);
  }

  private MessageHeader header(String event, long at, String type, long started) {
    return new MessageHeader(task, event, last, lastKept, attempt, at, type, from, started);
  }

  /** A message on its way to the client. */
  Letter letter(WireMessage message) {
    String coalesce = message.event().equals(Events.PROGRESS) ? task : null;
    return new Letter(reply, coalesce, message, task);
  }
}
