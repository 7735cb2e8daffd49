package io.revolve.core.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.revolve.api.Failure;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void keepsTypeMessageStackAndCauses() {
    Failure failure =
        Failures.of(new IllegalStateException("outer", new IllegalArgumentException("inner")), 3);
    assertEquals("java.lang.IllegalStateException", failure.type());
    assertEquals("outer", failure.message());
    assertEquals(3, failure.attempt());
    assertTrue(
        failure.stack().contains("Caused by: java.lang.IllegalArgumentException: inner"),
        failure.stack().toString());
    assertTrue(failure.stack().stream().anyMatch(line -> line.contains("FailuresTest")));
  }

  @Test
  void survivesErrorsThatAreBrokenThemselves() {
    Failure failure =
        Failures.of(
            new RuntimeException() {
              private static final long serialVersionUID = 1;

              @Override
              public String getMessage() {
                throw new IllegalStateException("no message");
              }
            },
            1);
    assertTrue(failure.message().contains("cannot be read"), failure.message());
  }

  @Test
  void isBounded() {
    Failure failure = Failures.of(new IllegalStateException("x".repeat(1_000_000)), 1);
    assertTrue(failure.message().length() < 20_000);
    StackOverflowError deep = new StackOverflowError();
    deep.setStackTrace(
        Collections.nCopies(100_000, new StackTraceElement("A", "b", "A.java", 1))
            .toArray(new StackTraceElement[0]));
    assertTrue(Failures.of(deep, 1).stack().size() < 300);
  }
}
