package io.revolve.core.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Duration MOMENT = Duration.ofNanos(100_000);

  @Test
  void shortTasksAreTakenAheadAndALongOneEndsThat() {
    Pace pace = new Pace(32, MOMENT);
    assertTrue(pace.ahead() <= 1, "nothing is known yet");
    for (int i = 0; i < 100; i++) {
      pace.took(TimeUnit.MICROSECONDS.toNanos(1));
    }
    assertEquals(32, pace.ahead());
    pace.took(TimeUnit.MILLISECONDS.toNanos(1));
    assertEquals(0, pace.ahead());
  }

  @Test
  void aLongOneNowAndThenLeavesTasksQuick() {
    Pace pace = new Pace(32, MOMENT);
    assertFalse(pace.isQuick(), "nothing is known yet");
    for (int i = 0; i < 100; i++) {
      pace.took(TimeUnit.MICROSECONDS.toNanos(i % 10 == 9 ? 10_000 : 20));
    }
    assertTrue(pace.isQuick());
    for (int i = 0; i < 5; i++) {
      pace.took(TimeUnit.MICROSECONDS.toNanos(200));
    }
    assertFalse(pace.isQuick(), "they are long now");
  }

  @Test
  void zeroNeverTakesAhead() {
    Pace pace = new Pace(0, MOMENT);
    for (int i = 0; i < 100; i++) {
      pace.took(1);
    }
    assertEquals(0, pace.ahead());
  }
}
