package io.revolve.testkit.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Gap;
import io.revolve.api.Message;
import io.revolve.api.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(5);

  private void hear(int attempt, String event, @Nullable Object payload) {
    tally.hear(new Said(event, attempt, payload));
  }

  private void steps(int attempt, int from, int to) {
    for (int step = from; step < to; step++) {
      hear(attempt, "step", step);
    }
  }

  private void assertWrong(String what) {
    assertTrue(tally.verdict().contains(what), tally::verdict);
  }

  @Test
  void attemptThatWasCutAndOneThatEndedAreRight() {
    hear(1, "started", null);
    steps(1, 0, 2);
    hear(2, "retrying", null);
    hear(2, "started", null);
    hear(2, "progress", new Progress(1, 4));
    hear(2, "progress", new Progress(3, 4));
    steps(2, 0, TortureWorkerMain.STEPS);
    hear(2, "completed", 5);
    assertEquals("", tally.verdict());
  }

  @Test
  void reportedLossIsWrong() {
    hear(1, "started", null);
    hear(0, "revolve:gap", new Gap(3, "lost"));
    assertWrong("reports a loss");
  }

  @Test
  void missingStepIsWrong() {
    hear(1, "started", null);
    hear(1, "step", 1);
    assertWrong("instead of 0");
  }

  @Test
  void lastStepsThatAreMissingAreWrong() {
    hear(1, "started", null);
    steps(1, 0, TortureWorkerMain.STEPS - 1);
    hear(1, "completed", 5);
    assertWrong("after 3 steps");
  }

  @Test
  void doubledStepIsWrong() {
    steps(1, 0, 2);
    hear(1, "step", 1);
    assertWrong("instead of 2");
  }

  @Test
  void earlierAttemptIsWrong() {
    hear(2, "started", null);
    hear(1, "step", 0);
    assertWrong("before 2");
  }

  @Test
  void secondEndAnotherEndAndNoneAreWrong() {
    assertWrong("ended 0 times");
    hear(1, "started", null);
    steps(1, 0, TortureWorkerMain.STEPS);
    hear(1, "completed", 5);
    hear(1, "completed", 5);
    assertWrong("ended 2 times");
  }

  @Test
  void failureAndAnothersResultAreWrong() {
    hear(1, "failed", null);
    assertWrong("not as it should end");
    hear(1, "completed", 6);
    assertWrong("not its result");
  }

  private record Said(String event, int attempt, @Nullable Object payload) implements Message {

    @Override
    public String taskId() {
      return "task";
    }

    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public Instant at() {
      return Instant.EPOCH;
    }

    @Override
    public <T> @Nullable T as(Class<T> type) {
      return type.cast(payload);
    }

    @Override
    public byte[] bytes() {
      return new byte[0];
    }
  }
}
