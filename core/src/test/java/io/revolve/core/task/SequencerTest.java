package io.revolve.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Events;
import io.revolve.core.codec.Codec;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencerTest {

  private final Sequencer sequencer = new Sequencer();
  private final WireFormat format = new WireFormat(new Codec());
  private final List<String> heard = new ArrayList<>();

  @Test
  void handsOnEachOnceAndInOrder() {
    take("a", 1, 0, 1);
    take("a", 1, 0, 1);
    take("b", 2, 1, 1);
    take("a", 1, 0, 1);
    assertEquals(List.of("a", "b"), heard);
  }

  @Test
  void coalescedProgressIsNotMissed() {
    take("a", 1, 0, 1);
    take(Events.PROGRESS, 9, 1, 1);
    take("b", 20, 1, 1);
    assertEquals(List.of("a", "progress", "b"), heard);
  }

  @Test
  void whatComesTooEarlyWaitsForItsTurn() {
    take("e", 5, 4, 1);
    take("c", 3, 2, 1);
    take("b", 2, 1, 1);
    take("c", 3, 2, 1);
    assertEquals(List.of(), heard);
    assertTrue(sequencer.isWaiting());
    take("a", 1, 0, 1);
    assertEquals(List.of("a", "b", "c"), heard);
    take("d", 4, 3, 1);
    assertEquals(List.of("a", "b", "c", "d", "e"), heard);
    assertFalse(sequencer.isWaiting());
  }

  @Test
  void whatIsMissingIsCountedWhenWaitingHasNoMoreSense() {
    take("a", 1, 0, 1);
    take("d", 4, 3, 1);
    take("g", 7, 6, 1);
    assertTrue(sequencer.overdue(System.nanoTime(), this::hear));
    assertEquals(List.of("a"), heard);
    long later = System.nanoTime() + Sequencer.PATIENCE.toNanos();
    assertFalse(sequencer.overdue(later, this::hear));
    assertEquals(List.of("a", "2 lost", "d", "2 lost", "g"), heard);
    take("b", 2, 1, 1);
    assertEquals(5, heard.size(), "too late is too late");
  }

  @Test
  void aNewRunOvertakesTheOld() {
    take("a", 1, 0, 1);
    take("a2", 1, 0, 2);
    take("b", 2, 1, 1);
    take("b2", 2, 1, 2);
    assertEquals(List.of("a", "a2", "b2"), heard);
  }

  @Test
  void aNewRunWaitsForWhatIsKeptOfTheOld() {
    take("b", 2, 1, 1);
    take("b2", 2, 1, 2);
    take("a2", 1, 0, 2);
    take("a", 1, 0, 1);
    assertEquals(List.of("a", "b", "a2", "b2"), heard);
  }

  @Test
  void moreThanAThousandAreNotKept() {
    for (int number = 2; number <= 1002; number++) {
      take("x", number, number - 1, 1);
    }
    assertEquals("1 lost", heard.get(0));
    assertEquals(1002, heard.size());
    assertFalse(sequencer.isWaiting());
  }

  private void take(String event, long sequence, long after, int attempt) {
    MessageHeader about = new MessageHeader("t", event, sequence, after, attempt, 0, Body.JSON, "");
    sequencer.take(new WireMessage(about, new byte[0], format), this::hear);
  }

  private void hear(WireMessage message, long missing) {
    if (missing > 0) {
      heard.add(missing + " lost");
    }
    heard.add(message.event());
  }
}
