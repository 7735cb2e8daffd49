package io.revolve.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.revolve.api.Events;
import io.revolve.core.wire.MessageHeader;
import io.revolve.spi.Body;
import org.junit.jupiter.api.Test;

class SourceTest {

  private final Source source = new Source(null);

  @Test
  void takesEachOnceAndInOrder() {
    assertEquals(Source.IN_ORDER, take("a", 1, 0, 1));
    assertEquals(Source.OLD, take("a", 1, 0, 1));
    assertEquals(Source.IN_ORDER, take("b", 2, 1, 1));
    assertEquals(Source.OLD, take("a", 1, 0, 1));
  }

  @Test
  void coalescedProgressIsNoGap() {
    assertEquals(Source.IN_ORDER, take("a", 1, 0, 1));
    assertEquals(Source.IN_ORDER, take(Events.PROGRESS, 9, 1, 1));
    assertEquals(Source.IN_ORDER, take("b", 20, 1, 1));
  }

  @Test
  void countsWhatIsMissing() {
    assertEquals(Source.IN_ORDER, take("a", 1, 0, 1));
    assertEquals(2, take("d", 4, 3, 1));
    assertEquals(Source.OLD, take("b", 2, 1, 1));
  }

  @Test
  void aNewRunOvertakesTheOld() {
    assertEquals(Source.IN_ORDER, take("a", 1, 0, 1));
    assertEquals(Source.IN_ORDER, take("a", 1, 0, 2));
    assertEquals(Source.OLD, take("b", 2, 1, 1));
    assertEquals(1, take("c", 3, 2, 2));
  }

  @Test
  void theBeginningOfARunCanBeMissing() {
    assertEquals(3, take("d", 4, 3, 1));
  }

  private long take(String event, long sequence, long after, int attempt) {
    return source.take(new MessageHeader("t", event, sequence, after, attempt, 0, Body.JSON, ""));
  }
}
