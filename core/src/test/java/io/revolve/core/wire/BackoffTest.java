package io.revolve.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void growsAndIsBounded() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(5), 0);
    Random random = new Random(1);
    assertEquals(Duration.ofSeconds(1), backoff.after(1, random));
    assertEquals(Duration.ofSeconds(2), backoff.after(2, random));
    assertEquals(Duration.ofSeconds(4), backoff.after(3, random));
    assertEquals(Duration.ofSeconds(5), backoff.after(4, random));
    assertEquals(Duration.ofSeconds(5), backoff.after(100_000, random));
  }

  @Test
  void jitterSpreads() {
    Backoff backoff = new Backoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0.5);
    Random random = new Random(2);
    Set<Long> tenths = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Duration wait = backoff.after(1, random);
      assertTrue(wait.toMillis() >= 5_000 && wait.toMillis() <= 10_000, wait.toString());
      tenths.add(wait.toMillis() / 500);
    }
    assertTrue(tenths.size() >= 10, "the waits are bunched: " + tenths);
  }
}
