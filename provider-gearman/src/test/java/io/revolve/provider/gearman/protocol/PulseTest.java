package io.revolve.provider.gearman.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A server that says something now and then, and one that does not. */
class PulseTest {
  private final Pulse pulse = new Pulse(100);
  private int asked;

  private long look(long now) {
    return pulse.look(now, () -> asked++);
  }

  @Test
  void aServerThatSaysSomethingIsNotAsked() {
    for (long now = 0; now < 1000; now += 90) {
      pulse.beat();
      assertEquals(100, look(now));
    }
    assertEquals(0, asked);
  }

  @Test
  void aSilentOneIsAskedOnceAndGivenUp() {
    assertEquals(100, look(0));
    assertEquals(1, look(99));
    assertEquals(100, look(100));
    assertEquals(1, look(199));
    assertEquals(0, look(200), "whether the answer lies there");
    assertTrue(look(200) < 0);
    assertEquals(1, asked);
  }

  @Test
  void anAnswerIsEnough() {
    look(0);
    look(100);
    pulse.beat();
    assertEquals(100, look(199));
    assertEquals(100, look(299));
    assertEquals(2, asked);
  }

  @Test
  void timeInWhichNobodyLookedIsNotTheServers() {
    look(0);
    assertEquals(100, look(100_000), "asked now");
    assertEquals(0, look(200_000), "and looked for the answer");
    pulse.beat();
    assertEquals(100, look(200_000));
  }
}
