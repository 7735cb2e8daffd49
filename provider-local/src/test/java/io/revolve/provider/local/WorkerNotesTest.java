package io.revolve.provider.local;

import static io.revolve.provider.local.Engine.parcel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerNotesTest {
  private final WorkerNotes notes = new WorkerNotes();

  private List<String> at(long now) {
    return notes.list(Integer.MAX_VALUE, now).stream().map(Engine::text).toList();
  }

  @Test
  void aNoteIsKeptForItsTimeAndReplaced() {
    notes.put("a", parcel("a1"), 10, 100);
    notes.put("b", parcel("b1"), 50, 100);
    notes.put("a", parcel("a2"), 20, 105);
    assertEquals(List.of("b1", "a2"), at(124));
    assertEquals(List.of("b1"), at(125));
    assertEquals(List.of(), at(150));
  }

  @Test
  void aNoteIsRemovedAndAnotherListNamesFewer() {
    notes.put("a", parcel("a"), 10, 0);
    notes.put("b", parcel("b"), 10, 0);
    assertEquals(1, notes.list(1, 0).size());
    notes.put("a", parcel("gone"), 0, 0);
    notes.put("never", parcel("there"), 0, 0);
    assertEquals(List.of("b"), at(0));
  }

  @Test
  void memoryIsBoundedWhoeverAnnounces() {
    for (int i = 0; i < WorkerNotes.MOST + 5; i++) {
      notes.put("worker" + i, parcel("" + i), Long.MAX_VALUE / 4, 0);
    }
    notes.put("worker5", parcel("again"), Long.MAX_VALUE / 4, 0);
    notes.put("new", parcel("new"), Long.MAX_VALUE / 4, 0);
    List<String> kept = at(0);
    assertEquals(WorkerNotes.MOST, kept.size());
    assertEquals("7", kept.get(0), "the one that was silent for longest went");
    assertEquals("again", kept.get(WorkerNotes.MOST - 2));
  }
}
