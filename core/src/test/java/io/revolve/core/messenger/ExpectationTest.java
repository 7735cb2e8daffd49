package io.revolve.core.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  private final ListedMessages link = new ListedMessages();
  private final AtomicBoolean expected = new AtomicBoolean();
  private final Expectation expectation = new Expectation(link, "here", expected::get);

  @Test
  void theLinkIsToldFromTheStartThatNothingIsExpected() {
    expectation.check();
    assertEquals(List.of(false), link.expectations());
  }

  @Test
  void theLinkIsToldWhatChanges() {
    expected.set(true);
    expectation.check();
    expectation.check();
    expected.set(false);
    expectation.check();
    expectation.check();
    assertEquals(List.of(true, false), link.expectations());
  }

  @Test
  void theLinkIsToldEachTimeThatMoreIsExpected() {
    expected.set(true);
    expectation.begin();
    expectation.begin();
    expectation.check();
    assertEquals(List.of(true, true), link.expectations());
  }
}
