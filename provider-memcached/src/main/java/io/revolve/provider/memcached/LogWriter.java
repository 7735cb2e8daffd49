package io.revolve.provider.memcached;

import io.revolve.spi.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Appends to logs. Two round trips: the first reserves numbers, and sees how far the log was read;
 * the second stores the frames. If too much is unread, the next append waits for the reader, and
 * drops the oldest frames when its patience is over. Thread safe.
 */
final class LogWriter {

  private static final long PAUSE_MILLIS = 5;

  /** The memory of what this link did lately; without it a few calls more are made. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Ring ring;
  private final MemcachedSettings settings;

  /** When this link last lengthened the life of a log's counter. */
  private final ConcurrentMap<String, Long> touched = new ConcurrentHashMap<>();

  /** Logs with too much that is unread. */
  private final Set<String> full = ConcurrentHashMap.newKeySet();

  LogWriter(Ring ring, MemcachedSettings settings) {
    this.ring = ring;
    this.settings = settings;
  }

  /**
   * Appends letters of one address.
   *
   * @param patienceEnd until when it waits for a slow reader, in terms of {@link System#nanoTime}
   */
  void append(Keys keys, List<Letter> letters, long patienceEnd) {
    Server server = ring.at(keys);
    boolean hasRoom = !full.contains(keys.log()) || awaitRoom(server, keys, letters, patienceEnd);
    Sending sending = new Sending(keys, Draft.cut(letters), settings.log().lifetime());
    sending.touches(isTouchDue(keys));
    long end = System.nanoTime() + settings.timeout().toNanos();
    while (!sending.isDone()) {
      Sending unused = server.call(sending, end);
    }
    if (sending.unread() > settings.log().unread()) {
      full.add(keys.log());
    }
    if (!hasRoom) {
      dropOldest(server, keys);
    }
  }

  private boolean isTouchDue(Keys keys) {
    if (touched.size() > MOST_REMEMBERED) {
      touched.clear();
    }
    long now = System.nanoTime();
    Long before = touched.get(keys.log());
    if (before != null && now - before < settings.log().lifetime().toNanos() / 4) {
      return false;
    }
    touched.put(keys.log(), now);
    return true;
  }

  /** Whether the reader made room in time. */
  private boolean awaitRoom(Server server, Keys keys, List<Letter> letters, long patienceEnd) {
    while (true) {
      Extent extent = Extent.at(server, keys);
      if (extent == null || extent.unread() + letters.size() <= settings.log().unread()) {
        full.remove(keys.log());
        return true;
      }
      if (System.nanoTime() - patienceEnd >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      Uninterruptibly.sleep(PAUSE_MILLIS);
    }
  }

  /** Makes room as far as the bound asks for it, from the oldest frame on. */
  private void dropOldest(Server server, Keys keys) {
    Extent extent = Extent.at(server, keys);
    while (extent != null
        && extent.unread() > settings.log().unread()
        && extent.mark().goneFrames() < extent.counter().frames()) {
      Mark before = extent.mark();
      long keep = extent.counter().letters() - settings.log().unread();
      Mark after = server.call(line -> Clearing.step(line, keys, before, keep));
      Duration life = Sending.longer(settings.log().lifetime());
      boolean unused =
          server.call(line -> line.isStored(line.set(keys.mark(), after.item(), life)));
      if (after.equals(before)) {
        return;
      }
      extent = new Extent(extent.counter(), after);
    }
  }

  /** Forgets what it knows of a log. */
  void forget(Keys keys) {
    touched.remove(keys.log());
    full.remove(keys.log());
  }
}
