package io.revolve.provider.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a space by address. Thread safe.
 *
 * <p>There is no thread that tidies up: whoever makes a log, or waits at one, looks twice an hour
 * for logs that nobody uses any more.
 */
final class LocalLogs {
  /** A log is dropped at the second look that finds it unused, so after an hour at most. */
  private static final long BETWEEN_LOOKS = Duration.ofMinutes(30).toNanos();

  private final Map<String, LocalLog> logs = new ConcurrentHashMap<>();

  /**
   * No position of a log that is gone lies behind this. A new log begins here, so that a reader of
   * an older one at its address does not take the new messages for those that it has read.
   */
  private final AtomicLong floor = new AtomicLong();

  private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + BETWEEN_LOOKS);

  /** The log of an address; made if there is none. */
  LocalLog log(String address) {
    LocalLog log = logs.get(address);
    return log != null ? log : make(address);
  }

  @Nullable LocalLog existing(String address) {
    return logs.get(address);
  }

  void forget(String address) {
    logs.computeIfPresent(address, (name, log) -> end(log));
  }

  /** Drops the logs that nobody uses, if it is time to look. */
  void tidy(long now) {
    long planned = nextLook.get();
    if (now - planned >= 0 && nextLook.compareAndSet(planned, now + BETWEEN_LOOKS)) {
      age();
    }
  }

  /** Drops the logs that were not used since this was last called, and ages the others. */
  void age() {
    for (String address : logs.keySet()) {
      logs.computeIfPresent(address, (name, log) -> log.age() ? end(log) : log);
    }
  }

  boolean isEmpty() {
    tidy(System.nanoTime());
    return logs.isEmpty();
  }

  private LocalLog make(String address) {
    tidy(System.nanoTime());
    return logs.computeIfAbsent(address, name -> new LocalLog(floor.get()));
  }

  private @Nullable LocalLog end(LocalLog log) {
    floor.accumulateAndGet(log.forget(), Math::max);
    return null;
  }
}
