package io.revolve.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The harness counts right and its contenders do their work; how fast is no test. */
@Timeout(60)
class BenchTest {
  private static final Round SHORT = new Round(200, 16, 10);

  @Test
  void thePayloadIsOfAHundredBytes() throws Exception {
    assertEquals(100, new ObjectMapper().writeValueAsBytes(Payload.SAMPLE).length);
  }

  @Test
  void everyContenderEndsEveryTask() throws Exception {
    try (Contender pool = new Pool(2);
        Contender listener = new Revolve("local", 2, Revolve.Ear.LISTENER);
        Contender future = new Revolve("local", 2, Revolve.Ear.FUTURE)) {
      Race race = new Race(List.of(pool, listener, future), List.of(SHORT, SHORT, SHORT));
      for (Sample sample : race.run(0, 2)) {
        assertTrue(sample.perSecond() > 0 && sample.median() > 0, sample::toString);
        assertTrue(sample.median() <= sample.p99() && sample.bytes() > 0, sample::toString);
      }
    }
  }

  @Test
  void jobRunrEndsEveryTask() throws Exception {
    try (Contender jobRunr = new JobRunrServer(2)) {
      assertTrue(new Round(20, 20, 2).run(jobRunr).perSecond() > 0);
    }
  }

  @Test
  void theMedianIsInTheMiddle() {
    List<Sample> samples = List.of(sample(9), sample(1), sample(2), sample(4));
    assertEquals(3, Race.median(samples, Sample::perSecond));
    assertEquals(2, Race.median(samples.subList(0, 3), Sample::perSecond));
  }

  @Test
  void aTargetIsMetOrMissed() {
    assertEquals("met", Target.atLeast(0.5).verdict(0.5));
    assertEquals("MISSED", Target.atLeast(0.5).verdict(0.49));
    assertEquals("MISSED", Target.atMost(3).verdict(3.1));
    assertEquals("", Target.NONE.verdict(7));
  }

  @Test
  void numbersShowThreeDigitsThatCount() {
    assertEquals("1,234,567", Table.number(1_234_567));
    assertEquals("12.3", Table.number(12.345));
    assertEquals("1.23", Table.number(1.2345));
    assertEquals("0.00123", Table.number(0.0012345));
  }

  private static Sample sample(double perSecond) {
    return new Sample(perSecond, 0, 0, 0, 0);
  }
}
