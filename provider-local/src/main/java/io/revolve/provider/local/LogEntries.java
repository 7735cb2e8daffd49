package io.revolve.provider.local;

import io.revolve.spi.Letter;
import io.revolve.spi.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one {@link LocalLog} and their positions; guarded by its lock.
 *
 * <p>A position is how many messages lie before it, counted from {@link #base}. Only a message that
 * was not handed out gives way to a later one of its key, so positions that readers have stay true,
 * and what a reader lost is the difference between its position and what was dropped.
 */
final class LogEntries {
  /** The position before the first message ever. */
  final long base;

  /** The position before the first message that is kept. */
  private long dropped;

  /** Up to where messages were handed out to anyone. */
  private long handed;

  private int size;
  private @Nullable LogEntry first;
  private @Nullable LogEntry last;
  private @Nullable LogEntry lastHanded;

  /** By coalescing key, those that were not handed out. */
  private final Map<String, LogEntry> replaceable = new HashMap<>(4);

  LogEntries(long base) {
    this.base = base;
    this.dropped = base;
    this.handed = base;
  }

  int size() {
    return size;
  }

  long dropped() {
    return dropped;
  }

  long handed() {
    return handed;
  }

  long end() {
    return dropped + size;
  }

  void add(Letter letter) {
    LogEntry entry = new LogEntry(letter.coalesce(), letter.parcel());
    entry.previous = last;
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
    size++;
    if (entry.coalesce != null) {
      replaceable.put(entry.coalesce, entry);
    }
  }

  /** Takes out the message that gives way to this one, if there is one. */
  void removeReplaced(Letter letter) {
    LogEntry older = letter.coalesce() == null ? null : replaceable.remove(letter.coalesce());
    if (older != null) {
      unlink(older);
    }
  }

  void dropFirst() {
    LogEntry entry = first;
    if (entry == null) {
      return;
    }
    keep(entry);
    unlink(entry);
    dropped++;
    handed = Math.max(handed, dropped);
    if (entry == lastHanded) {
      lastHanded = null;
    }
  }

  /** Hands out messages after a position, of which there are at least as many. */
  List<Parcel> handOut(long from, int count) {
    LogEntry entry = after(from);
    if (count == 1 && entry != null) {
      hand(entry, from + 1);
      return List.of(entry.parcel);
    }
    List<Parcel> parcels = new ArrayList<>(count);
    for (long at = from + 1; entry != null && parcels.size() < count; at++) {
      parcels.add(entry.parcel);
      hand(entry, at);
      entry = entry.next;
    }
    return parcels;
  }

  private @Nullable LogEntry after(long position) {
    // The usual reader goes on where it was; any other is among the few that are kept behind it.
    if (position == handed) {
      return lastHanded == null ? first : lastHanded.next;
    }
    LogEntry entry = first;
    for (long at = dropped; at < position && entry != null; at++) {
      entry = entry.next;
    }
    return entry;
  }

  private void hand(LogEntry entry, long at) {
    if (at > handed) {
      handed = at;
      lastHanded = entry;
      keep(entry);
    }
  }

  /** From now on nothing takes this message's place. */
  private void keep(LogEntry entry) {
    if (entry.coalesce != null) {
      replaceable.remove(entry.coalesce, entry);
    }
  }

  private void unlink(LogEntry entry) {
    LogEntry next = entry.next;
    LogEntry previous = entry.previous;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    entry.next = null;
    entry.previous = null;
    size--;
  }
}
