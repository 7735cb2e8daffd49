package io.revolve.provider.gearman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The keys of one task's jobs. */
class KeysTest {
  private static final String ID = "8c5ccb40-2ec4-4a52-8d7b-7d3b8a6b0f6e";

  @Test
  void aKeyThatIsPutBackDiffersFromTheLastAndIsAmongAllOfItsTask() {
    List<String> all = Keys.all(ID);
    Set<String> seen = new HashSet<>();
    for (boolean first : new boolean[] {false, true}) {
      String key = Keys.first(ID, first);
      for (int i = 0; i < 8; i++) {
        boolean later = i % 3 == 0;
        String next = Keys.next(key, later);
        assertFalse(next.equals(key), next);
        // Even if one waits for its time and the other does not: they may be at one server at once.
        assertFalse(next.replace("+", "").equals(key.replace("+", "")), next);
        assertEquals(ID, Keys.id(next));
        assertEquals(later, Keys.isLater(next));
        assertTrue(all.containsAll(List.of(key, next)), next);
        seen.addAll(List.of(key, next));
        key = next;
      }
    }
    assertTrue(all.containsAll(seen));
  }

  @Test
  void aKeyChangesWithEachLossAndIsAmongAllOfItsTask() {
    Set<String> seen = new HashSet<>();
    for (int losses = 0; losses <= Keys.ROUNDS; losses++) {
      String key = Keys.round(ID, losses);
      assertTrue(seen.add(key), key);
      assertEquals(ID, Keys.id(key));
    }
    assertTrue(Keys.all(ID).containsAll(seen));
    assertTrue(Keys.all(ID).contains(Keys.round(ID, 1000)));
  }

  @Test
  void aKeyThatTheServerCannotBearIsNotAskedFor() {
    String long63 = "x".repeat(63);
    assertEquals(List.of(long63), Keys.all(long63));
    assertEquals(13, Keys.all("x".repeat(60)).size());
    assertFalse(Keys.fits(Keys.mark(long63)));
    assertTrue(Keys.fits(Keys.mark("x".repeat(62))));
    assertFalse(Keys.fits("ö".repeat(32)), "64 bytes");
  }

  @Test
  void anIdOfAnotherProgramIsLeftAsItIs() {
    for (String id : List.of("", "a~0", "a~1b", "~", "user@example.com")) {
      assertEquals(id, Keys.id(id));
      assertEquals(id, Keys.id(Keys.next(id, true)));
    }
  }
}
