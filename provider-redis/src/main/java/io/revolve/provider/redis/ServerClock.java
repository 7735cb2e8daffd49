package io.revolve.provider.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's time, asked for now and then and counted on from there, so that it needs no round
 * trip. Each reading is later than the one before. Thread safe.
 */
final class ServerClock {

  private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Engine engine;
  private final AtomicLong last = new AtomicLong();
  private volatile Reading reading = new Reading(0, 0);

  ServerClock(Engine engine) {
    this.engine = engine;
  }

  /** Microseconds since 1970. */
  long micros() {
    Reading known = reading;
    long since = System.nanoTime() - known.atNanos;
    if (known.micros == 0 || since > GOOD_FOR_NANOS) {
      known = ask();
      since = 0;
    }
    long now = known.micros + since / 1000;
    return last.updateAndGet(before -> Math.max(before + 1, now));
  }

  /** A time in milliseconds since 1970. */
  long millis() {
    return micros() / 1000;
  }

  private Reading ask() {
    long micros = engine.number(Script.TIME, List.of());
    Reading now = new Reading(micros, System.nanoTime());
    reading = now;
    return now;
  }

  private record Reading(long micros, long atNanos) {}
}
