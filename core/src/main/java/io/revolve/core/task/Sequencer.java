package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the messages of one task from one place (an inbox, a messenger) in the order in which
 * they were sent: throws out what comes twice or from a run that has been overtaken, and keeps what
 * comes too early until its turn, or until waiting has no more sense. Not thread safe; its owner
 * guards it.
 */
public final class Sequencer {

  /** How long a message is kept for those before it: what is not there by then is lost. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST = 1000;

  private static final Comparator<WireMessage> AS_SENT =
      Comparator.comparingInt(WireMessage::attempt).thenComparingLong(WireMessage::sequence);

  private int attempt;
  private long last;
  private long lastKept;

  /** What came too early; null while nothing has. */
  private @Nullable TreeSet<WireMessage> early;

  /** Since when the first of these waits, in nanoseconds of this JVM. */
  private long since;

  /** Whether this message came twice, or its run was overtaken. */
  boolean isOld(MessageHeader message) {
    return message.attempt() < attempt
        || (message.attempt() == attempt && message.sequence() <= last);
  }

  /** Whether something before this message has not come. */
  boolean isMissing(MessageHeader message) {
    return !isOld(message) && missing(message) > 0;
  }

  /** Takes the next message, and hands on what is in order by it. */
  public void take(WireMessage message, Sink sink) {
    if (isOld(message.about())) {
      return;
    }
    if (isEarly(message)) {
      hold(message, sink);
      return;
    }
    hand(message, sink);
    if (early != null) {
      for (WireMessage next = early.first(); next != null; next = nextHeld()) {
        if (isOld(next.about())) {
          drop(next);
        } else if (missing(next.about()) == 0) {
          drop(next);
          hand(next, sink);
        } else {
          since = System.nanoTime();
          return;
        }
      }
    }
  }

  /** Takes a message that nothing more will come before: hands on what waits, and then this. */
  void takeLast(WireMessage message, Sink sink) {
    handAll(sink);
    if (isOld(message.about())) {
      sink.accept(message, 0);
    } else {
      hand(message, sink);
    }
  }

  /** Whether something waits for what should have come before it. */
  public boolean isWaiting() {
    return early != null;
  }

  /**
   * Hands on what has waited long enough.
   *
   * @param now in nanoseconds of this JVM
   * @return whether something still waits
   */
  public boolean overdue(long now, Sink sink) {
    if (now - since >= PATIENCE.toNanos()) {
      handAll(sink);
    }
    return isWaiting();
  }

  /** Hands on all that waits: what is missing will not come any more. */
  public void handAll(Sink sink) {
    TreeSet<WireMessage> held = early;
    early = null;
    if (held != null) {
      for (WireMessage next : held) {
        if (!isOld(next.about())) {
          hand(next, sink);
        }
      }
    }
  }

  private boolean isEarly(WireMessage message) {
    return missing(message.about()) > 0
        || (early != null && message.attempt() > early.first().attempt());
  }

  private void hold(WireMessage message, Sink sink) {
    if (early == null) {
      early = new TreeSet<>(AS_SENT);
      since = System.nanoTime();
    }
    early.add(message);
    if (early.size() > MOST) {
      handAll(sink);
    }
  }

  private @Nullable WireMessage nextHeld() {
    return early == null ? null : early.first();
  }

  private void drop(WireMessage held) {
    if (early != null) {
      early.remove(held);
      if (early.isEmpty()) {
        early = null;
      }
    }
  }

  private long missing(MessageHeader message) {
    return Math.max(0, message.after() - (message.attempt() == attempt ? lastKept : 0));
  }

  private void hand(WireMessage message, Sink sink) {
    long missing = missing(message.about());
    if (message.attempt() > attempt) {
      attempt = message.attempt();
      lastKept = 0;
    }
    last = message.sequence();
    if (!message.event().equals(Events.PROGRESS)) {
      lastKept = last;
    }
    sink.accept(message, missing);
  }

  /** Where the messages go. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes the next message in order.
     *
     * @param missing how many before it will not come
     */
    void accept(WireMessage message, long missing);
  }
}
