package io.revolve.core.task;

import io.revolve.api.Listener;
import io.revolve.core.wire.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one task, each with how far it has heard, so that one that comes late hears the
 * kept messages from the start. Not thread safe; its task guards it.
 */
public final class Hearings {

  /** Instead of an event's name: a listener of all events. */
  public static final String ALL = "";

  private final List<Hearing> all = new ArrayList<>(2);

  public void add(String event, Listener listener, TaskLog log) {
    all.add(new Hearing(event, listener, log.first()));
  }

  /** Whether somebody hears an event. */
  public boolean hear(String event) {
    for (int i = 0; i < all.size(); i++) {
      if (hears(all.get(i).event, event)) {
        return true;
      }
    }
    return false;
  }

  /** Whether who listens to the one event hears the other. */
  static boolean hears(String one, String other) {
    return one.equals(other) || one.equals(ALL);
  }

  public void remove(String event, Listener listener) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).listener == listener && all.get(i).event.equals(event)) {
        all.remove(i);
        return;
      }
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** The furthest that any listener has got: it hears this number next. */
  public long passed() {
    long passed = 0;
    for (Hearing hearing : all) {
      passed = Math.max(passed, hearing.next);
    }
    return passed;
  }

  /** What everybody has heard: messages below this number. */
  public long heard(TaskLog log) {
    long heard = log.end();
    for (Hearing hearing : all) {
      heard = Math.min(heard, hearing.next);
    }
    return heard;
  }

  /**
   * The next call to make, in the order of the messages; null if there is none.
   *
   * @param end the terminal message, if it may be heard
   */
  public @Nullable Call next(TaskLog log, @Nullable WireMessage end) {
    Hearing first = null;
    for (int i = 0; i < all.size(); i++) {
      Hearing hearing = all.get(i);
      hearing.skip(log);
      if (hearing.next < log.end() && (first == null || hearing.next < first.next)) {
        first = hearing;
      }
    }
    if (first != null) {
      WireMessage message = log.at(first.next++);
      return message == null ? null : new Call(first.listener, message);
    }
    if (end != null) {
      for (int i = 0; i < all.size(); i++) {
        Hearing hearing = all.get(i);
        if (!hearing.heardEnd) {
          hearing.heardEnd = true;
          if (hears(hearing.event, end.event())) {
            return new Call(hearing.listener, end);
          }
        }
      }
    }
    return null;
  }

  /** A listener and what it is to hear. */
  public record Call(Listener listener, WireMessage message) {}

  private static final class Hearing {
    final String event;
    final Listener listener;
    long next;
    boolean heardEnd;

    Hearing(String event, Listener listener, long next) {
      this.event = event;
      this.listener = listener;
      this.next = next;
    }

    /** Goes on to the next message of this event. */
    void skip(TaskLog log) {
      next = Math.max(next, log.first());
      while (next < log.end()) {
        WireMessage message = log.at(next);
        if (message != null && hears(event, message.event())) {
          return;
        }
        next++;
      }
    }
  }
}
