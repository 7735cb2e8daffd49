package io.revolve.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void whatIsNotAccountedForWasACrash() {
    JobHeader.History history = JobHeader.History.NONE;
    assertEquals(0, history.crashes(1));
    assertEquals(1, history.crashes(2));
    history = history.failed(2); // The first delivery was lost, the second failed.
    assertEquals(1, history.crashes(3));
    history = history.returned(3);
    assertEquals(1, history.crashes(4));
    assertEquals(2, history.crashes(5));
  }

  @Test
  void whatSomebodyLivedToWriteDownIsACrashAllTheSame() {
    JobHeader.History history = JobHeader.History.NONE.failed(1).crashed(2);
    assertEquals(1, history.crashes(3));
    assertEquals(2, history.crashed(3).crashes(4));
    assertEquals(4, history.run(4));
    assertEquals(3, history.crashed(3).settled(), "its client has heard of it");
  }

  @Test
  void whatWasNotBegunIsNoRun() {
    JobHeader.History history = JobHeader.History.NONE.returned(1).returnedUnbegun(2);
    assertEquals(2, history.run(3), "the first was a run");
    assertEquals(0, history.crashes(3));
    assertEquals(new JobHeader.History(0, 0, 0, 2, 0), history.failed(3).replayed(3));
  }

  @Test
  void aReplayNumbersOnAndForgets() {
    JobHeader.History history = JobHeader.History.NONE.failed(1).failed(2).replayed(2);
    assertEquals(new JobHeader.History(0, 0, 0, 2, 0), history);
    assertEquals(new JobHeader.History(0, 0, 0, 5, 0), history.failed(1).replayed(3));
  }
}
