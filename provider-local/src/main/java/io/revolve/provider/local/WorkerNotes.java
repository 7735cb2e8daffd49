package io.revolve.provider.local;

import io.revolve.spi.Parcel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the workers of a space say of themselves, each until its time is over. In the order in which
 * they said it, so that the first is soonest out of date where all have the same lifetime. Thread
 * safe.
 */
final class WorkerNotes {

  /** More workers than one JVM has. Beyond it the one that was silent for longest is dropped. */
  static final int MOST = 10_000;

  private final Map<String, Note> notes = new LinkedHashMap<>();

  /** Keeps a note so long from now on; 0 removes it. */
  synchronized void put(String worker, Parcel parcel, long lifetime, long now) {
    notes.remove(worker);
    if (lifetime > 0) {
      notes.put(worker, new Note(parcel, now + lifetime));
    }
    var oldest = notes.values().iterator();
    while (oldest.hasNext() && (oldest.next().isOver(now) || notes.size() > MOST)) {
      oldest.remove();
    }
  }

  synchronized List<Parcel> list(int limit, long now) {
    notes.values().removeIf(note -> note.isOver(now));
    return notes.values().stream().limit(limit).map(Note::parcel).toList();
  }

  /** A note, until a time of this JVM in nanoseconds. */
  private record Note(Parcel parcel, long until) {
    boolean isOver(long now) {
      return until - now <= 0;
    }
  }
}
