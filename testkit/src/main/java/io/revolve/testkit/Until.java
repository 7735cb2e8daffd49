package io.revolve.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for conditions, with a bound. The one place in which the kit's tests wait by the clock. */
public final class Until {

  /** How long a test waits for what should happen soon: long, so that a slow machine passes. */
  public static final Duration BOUND = Duration.ofSeconds(20);

  private static final long STEP_NANOS = 2_000_000;

  private Until() {}

  /**
   * Waits until a condition holds, and fails if it does not in {@link #BOUND}.
   *
   * @param what the condition in words
   * @param condition is asked again and again, on the calling thread
   */
  public static void holds(String what, BooleanSupplier condition) {
    if (!within(BOUND, condition)) {
      Assertions.fail("waited " + BOUND.toSeconds() + " s in vain until: " + what);
    }
  }

  /**
   * Waits until a condition holds.
   *
   * @return whether it held in time
   */
  public static boolean within(Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return condition.getAsBoolean();
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return true;
  }

  /**
   * Lets time pass, for work that takes long and for what must not happen meanwhile.
   *
   * @return false if the thread was interrupted, which ends the wait and stays set
   */
  public static boolean passes(Duration time) {
    return !within(time, () -> Thread.currentThread().isInterrupted());
  }
}
