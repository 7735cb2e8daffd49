package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.core.wire.MessageHeader;
import org.jspecify.annotations.Nullable;

/**
 * How far the messages of one task were taken from one place (an inbox, a messenger): throws out
 * what comes twice or from a run that has been overtaken, and counts what is missing.
 */
final class Source {

  /** Nothing is missing. */
  static final long IN_ORDER = 0;

  /** The message is to be dropped. */
  static final long OLD = -1;

  /** Whose place this is; null is the client's own inbox. */
  private final @Nullable Object place;

  private int attempt;
  private long last;
  private long lastKept;

  Source(@Nullable Object place) {
    this.place = place;
  }

  boolean is(@Nullable Object other) {
    return place == other;
  }

  /**
   * Looks at the next message.
   *
   * @return how many messages before it are missing, {@link #IN_ORDER} or {@link #OLD}
   */
  long take(MessageHeader message) {
    if (message.attempt() < attempt
        || (message.attempt() == attempt && message.sequence() <= last)) {
      return OLD;
    }
    if (message.attempt() > attempt) {
      attempt = message.attempt();
      lastKept = 0;
    }
    long missing = Math.max(0, message.after() - lastKept);
    last = message.sequence();
    if (!message.event().equals(Events.PROGRESS)) {
      lastKept = message.sequence();
    }
    return missing;
  }
}
