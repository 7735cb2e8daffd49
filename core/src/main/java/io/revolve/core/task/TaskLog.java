package io.revolve.core.task;

import io.revolve.api.Events;
import io.revolve.core.wire.WireMessage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one task in the order of their arrival, kept for late listeners. Of progress only
 * the newest is kept. The terminal message stands apart: it is always the last. Not thread safe;
 * its task guards it.
 */
public final class TaskLog {

  /** Null where a progress was coalesced away: the place stays, so that numbers do. */
  private final List<@Nullable WireMessage> messages = new ArrayList<>(0);

  private final Sequencer inbox = new Sequencer();
  private @Nullable IdentityHashMap<Object, Sequencer> messengers;

  /** The number of the first message that is still kept: what is dropped counts on. */
  private long first;

  /** The number of the newest progress, or -1. */
  private long progress = -1;

  @Nullable WireMessage terminal;

  /** Where the present run can be told something; empty between runs. */
  String worker = "";

  /** Whether the beginning that the terminal message stands for is among the messages. */
  boolean hasBeginning;

  /** The newest run that has begun. */
  int run;

  /** The number behind the last message. */
  public long end() {
    return first + messages.size();
  }

  public long first() {
    return first;
  }

  /** The message of a number; null where it was coalesced away. */
  public @Nullable WireMessage at(long number) {
    return messages.get((int) (number - first));
  }

  /** Orders what comes from one place. */
  Sequencer from(@Nullable Object place) {
    if (place == null) {
      return inbox;
    }
    if (messengers == null) {
      messengers = new IdentityHashMap<>(2);
    }
    return messengers.computeIfAbsent(place, key -> new Sequencer());
  }

  /**
   * Hands on what came too early and has waited long enough.
   *
   * @return whether something still waits
   */
  boolean overdue(long now, Sequencer.Sink sink) {
    boolean waiting = inbox.overdue(now, sink);
    if (messengers != null) {
      for (Sequencer messenger : messengers.values()) {
        waiting |= messenger.overdue(now, sink);
      }
    }
    return waiting;
  }

  /** Adds a message that is no progress. */
  public void add(WireMessage message) {
    messages.add(message);
  }

  /**
   * Adds a message; returns by how many messages the log has grown.
   *
   * @param passed the number that some listener hears next: a progress below it was heard already,
   *     so that a newer one needs a place of its own
   */
  public int add(WireMessage message, long passed) {
    int grown = 1;
    if (message.event().equals(Events.PROGRESS)) {
      boolean unheard = progress >= passed;
      if (unheard && progress >= first && progress == end() - 1) {
        messages.set(messages.size() - 1, message);
        return 0;
      }
      if (progress >= first && at(progress) != null) {
        messages.set((int) (progress - first), null);
        grown = unheard ? 0 : 1;
      }
      progress = end();
    }
    messages.add(message);
    return grown;
  }

  /** Drops the oldest of those below a number until at most so many are kept. */
  public void trim(long below, int keep) {
    int surplus = (int) Math.min(below - first, (long) messages.size() - keep);
    // In strides, since each removal moves the rest.
    if (surplus > keep / 4 + 16) {
      messages.subList(0, surplus).clear();
      first += surplus;
    }
  }
}
