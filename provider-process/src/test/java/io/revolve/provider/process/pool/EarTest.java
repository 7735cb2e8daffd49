package io.revolve.provider.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Who may hear a process. That all is heard, and each answer by its call, {@link PoolTest} says.
 */
class EarTest {
  private final Call mine = new Call(null, new byte[0], null);

  @Test
  void whoWaitsForTheNextAnswerHears() {
    Silence silence = new Silence(mine);
    assertTrue(new Ear("ear", silence).lend(mine));
    assertEquals(1, silence.heard);
  }

  /** Another thread may have taken the answer between a look at the next call and the reading. */
  @Test
  void whoseAnswerWasTakenMeanwhileDoesNotWaitForAnother() {
    Silence silence = new Silence(null);
    assertTrue(new Ear("ear", silence).lend(mine));
    assertEquals(0, silence.heard);
  }

  private static final class Silence implements Ear.Mouth {
    private final @Nullable Call first;
    private int heard;

    Silence(@Nullable Call first) {
      this.first = first;
    }

    @Override
    public void watch() {}

    @Override
    public boolean hear() {
      heard++;
      return true;
    }

    @Override
    public @Nullable Call first() {
      return first;
    }

    @Override
    public void hush() {
      throw new AssertionError("nobody is to be interrupted");
    }

    @Override
    public void end() {
      throw new AssertionError("it has not ended");
    }
  }
}
