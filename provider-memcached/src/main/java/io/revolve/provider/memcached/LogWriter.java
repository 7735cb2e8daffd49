package io.revolve.provider.memcached;

import io.revolve.spi.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

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
      Extent extent = extent(server, keys);
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
    Extent extent = extent(server, keys);
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

  private static @Nullable Extent extent(Server server, Keys keys) {
    Map<String, Item> items =
        server.call(line -> line.await(line.get(List.of(keys.counter(), keys.mark()))));
    return Extent.of(items, keys);
  }

  /** Forgets what it knows of a log. */
  void forget(Keys keys) {
    touched.remove(keys.log());
    full.remove(keys.log());
  }

  /** Where a log ends, and where it begins. */
  record Extent(Counter counter, Mark mark) {

    static @Nullable Extent of(Map<String, Item> items, Keys keys) {
      Item counter = items.get(keys.counter());
      return counter == null ? null : of(Counter.of(counter), items.get(keys.mark()));
    }

    private static Extent of(Counter counter, @Nullable Item item) {
      Mark mark = item == null ? null : Mark.of(item);
      return new Extent(
          counter,
          mark == null || mark.log() != counter.log() ? new Mark(counter.log(), 0, 0, 0) : mark);
    }

    long unread() {
      return mark.unread(counter);
    }
  }

  /** Removing the oldest frames of a log, some at a time. */
  static final class Clearing {
    private static final int AT_ONCE = 64;

    private Clearing() {}

    /** Removes frames behind a mark whose letters all go up to a number; returns the new mark. */
    static Mark step(Line line, Keys keys, Mark mark, long letters) throws BrokenLineException {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= AT_ONCE; i++) {
        names.add(keys.frame(mark.log(), mark.goneFrames() + i));
      }
      Map<String, Item> items = line.await(line.get(names));
      Mark after = mark;
      for (int i = 0; i < names.size(); i++) {
        Item item = items.get(names.get(i));
        if (item != null && Frame.items(item) > 0) {
          if (Frame.last(item) > letters) {
            break;
          }
          remove(line, names.get(i), Frame.items(item));
          after = after.clearedTo(mark.goneFrames() + i + 1, Frame.last(item));
        }
      }
      // Nothing there: it was evicted, and the next frames may be the oldest.
      return items.isEmpty()
          ? mark.clearedTo(mark.goneFrames() + AT_ONCE, mark.goneLetters())
          : after;
    }

    /** Removes a frame with all its items; the answers are not waited for. */
    static void remove(Line line, String frame, int items) throws BrokenLineException {
      Object unused = line.delete(frame);
      for (int part = 1; part < items; part++) {
        unused = line.delete(Keys.part(frame, part));
      }
    }
  }
}
