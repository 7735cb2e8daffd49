package io.revolve.testkit.socket;

import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the workers of one namespace say of themselves, each until its time is over. */
final class NoteStore {

  private record Note(Parcel parcel, long until) {}

  private final Map<String, Note> notes = new HashMap<>();

  synchronized void put(String worker, Parcel parcel, Duration lifetime) {
    forgetOld();
    if (lifetime.isZero()) {
      notes.remove(worker);
    } else {
      notes.put(worker, new Note(parcel, System.nanoTime() + lifetime.toNanos()));
    }
  }

  synchronized List<Parcel> list(int limit) {
    forgetOld();
    return notes.values().stream().limit(limit).map(Note::parcel).toList();
  }

  synchronized void clear() {
    notes.clear();
  }

  private void forgetOld() {
    long now = System.nanoTime();
    notes.values().removeIf(note -> note.until - now <= 0);
  }
}
