package io.revolve.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.revolve.api.Events;
import io.revolve.core.codec.Codec;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.MessageHeader;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLogTest {

  private final WireFormat format = new WireFormat(new Codec());
  private final TaskLog log = new TaskLog();
  private long sequence;

  @Test
  void keepsOnlyTheNewestProgress() {
    assertEquals(1, log.add(message(Events.PROGRESS), 0));
    assertEquals(0, log.add(message(Events.PROGRESS), 0));
    assertEquals(1, log.add(message("output"), 0));
    assertEquals(0, log.add(message(Events.PROGRESS), 0));
    List<String> kept = heard(Hearings.ALL);
    assertEquals(List.of("output 3", "progress 4"), kept);
  }

  @Test
  void aProgressAfterOneThatWasHeardIsHeardToo() {
    Hearings hearings = new Hearings();
    hearings.add(Events.PROGRESS, m -> {}, log);
    for (int i = 1; i <= 3; i++) {
      log.add(message(Events.PROGRESS), hearings.passed());
      Hearings.Call call = hearings.next(log, null);
      assertNotNull(call);
      assertEquals(i, call.message().sequence());
    }
  }

  @Test
  void aMillionProgressesTakeNoRoom() {
    for (int i = 0; i < 1_000_000; i++) {
      log.add(message(Events.PROGRESS), 0);
    }
    assertEquals(1, log.end() - log.first());
  }

  @Test
  void trimsInStridesAndCountsOn() {
    for (int i = 0; i < 1000; i++) {
      log.add(message("output"));
    }
    log.trim(log.end(), 100);
    assertEquals(1000, log.end());
    assertEquals(900, log.first());
    WireMessage last = log.at(999);
    assertNotNull(last);
    assertEquals(1000, last.sequence());
  }

  @Test
  void nothingUnheardIsTrimmed() {
    for (int i = 0; i < 1000; i++) {
      log.add(message("output"));
    }
    log.trim(0, 100);
    assertEquals(0, log.first());
  }

  @Test
  void theEndIsHeardLastAndOnlyWhenItMayBe() {
    Hearings hearings = new Hearings();
    hearings.add(Events.COMPLETED, m -> {}, log);
    hearings.add("output", m -> {}, log);
    WireMessage end = message(Events.COMPLETED);
    log.add(message("output"));
    Hearings.Call first = hearings.next(log, end);
    assertNotNull(first);
    assertEquals("output", first.message().event());
    assertNull(hearings.next(log, null));
    Hearings.Call second = hearings.next(log, end);
    assertNotNull(second);
    assertEquals(end, second.message());
    assertNull(hearings.next(log, end));
  }

  private List<String> heard(String event) {
    Hearings hearings = new Hearings();
    hearings.add(event, m -> {}, log);
    List<String> heard = new ArrayList<>();
    for (Hearings.Call call = hearings.next(log, null);
        call != null;
        call = hearings.next(log, null)) {
      heard.add(call.message().event() + " " + call.message().sequence());
    }
    return heard;
  }

  private WireMessage message(String event) {
    sequence++;
    return new WireMessage(
        new MessageHeader("t", event, sequence, 0, 1, 0, Body.JSON, ""), new byte[0], format);
  }
}
