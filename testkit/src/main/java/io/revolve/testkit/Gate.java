package io.revolve.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds callbacks back until a test lets them go; never for ever, so that a failed test ends. */
public final class Gate {

  private final CountDownLatch latch = new CountDownLatch(1);

  /** Lets all pass, now and later. */
  public void open() {
    latch.countDown();
  }

  /**
   * Waits for {@link #open()}.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void pass() throws InterruptedException {
    if (!latch.await(2 * Until.BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the test never opened its gate");
    }
  }

  /** Waits for {@link #open()}, deaf to interrupts, as code that ignores cancellation does. */
  public void passDeaf() {
    boolean interrupted = false;
    while (true) {
      try {
        pass();
        break;
      } catch (InterruptedException ignored) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
