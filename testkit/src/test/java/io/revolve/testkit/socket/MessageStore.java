package io.revolve.testkit.socket;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of one namespace: one lock around all of it. */
final class MessageStore {

  private static final int KEPT = 100_000;

  private static final class Log {
    private final TreeMap<Long, Letter> letters = new TreeMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private long last;
    private long read;
    private long dropped;
  }

  private final Map<String, Log> logs = new HashMap<>();

  synchronized void append(List<Letter> letters) {
    for (Letter letter : letters) {
      Log log = logs.computeIfAbsent(letter.address(), address -> new Log());
      long number = ++log.last;
      log.letters.put(number, letter);
      if (letter.coalesce() != null) {
        Long before = log.newest.put(letter.coalesce(), number);
        if (before != null && before > log.read) {
          log.letters.remove(before);
        }
      }
      if (log.letters.size() > KEPT) {
        log.dropped = log.letters.pollFirstEntry().getKey();
      }
    }
    notifyAll();
  }

  synchronized Mail read(String address, String after, int max, Duration wait, Waiter waiter)
      throws InterruptedException {
    long from = after.equals(Mail.START) ? 0 : Long.parseLong(after);
    long end = System.nanoTime() + wait.toNanos();
    long wakes = waiter.wakes();
    while (!waiter.isClosed()) {
      Log log = logs.get(address);
      if (log != null && log.last > from && !log.letters.tailMap(from, false).isEmpty()) {
        return take(log, from, max);
      }
      long left = end - System.nanoTime();
      if (left <= 0 || waiter.wakes() != wakes) {
        break;
      }
      wait(left / 1_000_000 + 1);
    }
    return Mail.none(after);
  }

  private static Mail take(Log log, long from, int max) {
    List<Parcel> parcels = new ArrayList<>();
    long position = from;
    for (Map.Entry<Long, Letter> each : log.letters.tailMap(from, false).entrySet()) {
      if (parcels.size() == max) {
        break;
      }
      parcels.add(each.getValue().parcel());
      position = each.getKey();
    }
    log.read = Math.max(log.read, position);
    return new Mail(parcels, Long.toString(position), Math.max(0, log.dropped - from));
  }

  synchronized void forget(String address) {
    logs.remove(address);
  }

  synchronized void wake() {
    notifyAll();
  }
}
