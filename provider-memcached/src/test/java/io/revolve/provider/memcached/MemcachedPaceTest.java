package io.revolve.provider.memcached;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a reader pauses after an hour's silence, and what shortens that. */
@Tag("once")
class MemcachedPaceTest {

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final Pace pace = new Pace(settings());

  private static MemcachedSettings settings() {
    MemcachedSettings usual = Logs.settings(9, Duration.ZERO, Duration.ofHours(1), 11_211);
    return new MemcachedSettings(
        usual.servers(), usual.namespace(), usual.timeout(), usual.itemLimit(), POLL, usual.log());
  }

  /** How long it is until the next look, in milliseconds. */
  private long pauseMillis(Duration most) {
    long begin = System.nanoTime();
    try {
      boolean goesOn =
          pace.again(begin + most.toNanos(), pace.wakes(), pace.arrivals(), begin - HOUR_NANOS);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      return goesOn ? millis : Long.MAX_VALUE;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Long> pausing() throws InterruptedException {
    CompletableFuture<Long> pausing =
        CompletableFuture.supplyAsync(() -> pauseMillis(Duration.ofSeconds(20)));
    Thread.sleep(300);
    assertFalse(pausing.isDone());
    return pausing;
  }

  @Test
  void whoHearsNothingLooksAsOftenAsTheSettingsSay() {
    long millis = pauseMillis(Duration.ofSeconds(20));
    assertTrue(millis >= 2000 && millis < 3500, "paused for " + millis);
  }

  @Test
  void whoExpectsNothingLooksLessOften() {
    pace.expect(false);
    long millis = pauseMillis(Duration.ofSeconds(20));
    assertTrue(millis >= 4000 && millis < 6000, "paused for " + millis);
  }

  @Test
  void anExpectationShortensThePauseThatIs() throws Exception {
    CompletableFuture<Long> pausing = pausing();
    pace.expect(true);
    long millis = pausing.get(9, TimeUnit.SECONDS);
    assertTrue(millis < 1000, "paused for " + millis);
    Thread.sleep(1500);
    millis = pauseMillis(Duration.ofSeconds(20));
    assertTrue(millis >= 50 && millis < 1000, "while it expects something, for " + millis);
  }

  @Test
  void writingShortensThePauseThatIs() throws Exception {
    CompletableFuture<Long> pausing = pausing();
    pace.wrote();
    long millis = pausing.get(9, TimeUnit.SECONDS);
    assertTrue(millis < 1000, "paused for " + millis);
  }

  @Test
  void aWakeEndsIt() throws Exception {
    CompletableFuture<Long> pausing = pausing();
    pace.wake();
    assertTrue(pausing.get(9, TimeUnit.SECONDS) == Long.MAX_VALUE, "and no look follows");
  }
}
