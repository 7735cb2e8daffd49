package io.revolve.provider.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one user of a limit holds, by id, as far as it knows: a slot that was not renewed for a
 * lease is lost, whatever the server says later. Thread safe.
 */
final class HeldSlots {

  private final long leaseNanos;

  /** When each was asked for or renewed last: at the server its lease began no earlier. */
  private final Map<String, Long> held = new HashMap<>();

  /** What was to be given back while the server was away. */
  private final Set<String> owed = new HashSet<>();

  private boolean closed;

  HeldSlots(long leaseNanos) {
    this.leaseNanos = leaseNanos;
  }

  /** Whether there is a place for it: not once it is closed. */
  synchronized boolean keep(String id, long atNanos) {
    if (!closed) {
      held.put(id, atNanos);
    }
    return !closed;
  }

  synchronized boolean isHeld(String id) {
    Long atNanos = held.get(id);
    if (atNanos != null && System.nanoTime() - atNanos >= leaseNanos) {
      held.remove(id); // What was lost once stays lost.
      owed.add(id);
      return false;
    }
    return atNanos != null;
  }

  /** Whether it was held. */
  synchronized boolean remove(String id) {
    return held.remove(id) != null;
  }

  /** To be given back when the server answers. */
  synchronized void owe(String id) {
    owed.add(id);
  }

  /** What is held still. */
  synchronized List<String> ids() {
    List.copyOf(held.keySet()).forEach(this::isHeld);
    return List.copyOf(held.keySet());
  }

  /** The server has said which are good still. */
  synchronized void renewed(List<String> ids, List<Boolean> good, long atNanos) {
    for (int i = 0; i < ids.size(); i++) {
      if (good.get(i)) {
        held.replace(ids.get(i), atNanos);
      } else {
        held.remove(ids.get(i));
      }
    }
  }

  synchronized Set<String> owed() {
    return Set.copyOf(owed);
  }

  synchronized void paid(Set<String> ids) {
    owed.removeAll(ids);
  }

  /** All that the server may still take for held; nothing is, any more. */
  synchronized List<String> clear() {
    List<String> all = new ArrayList<>(held.keySet());
    all.addAll(owed);
    held.clear();
    return all;
  }

  /** Whether this was the first time. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    notifyAll();
    return first;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Lets time pass; false once it is closed. */
  synchronized boolean pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        return false; // Nobody else knows the thread that renews.
      }
    }
    return !closed;
  }
}
