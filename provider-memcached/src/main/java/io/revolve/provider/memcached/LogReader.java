package io.revolve.provider.memcached;

import io.revolve.spi.Mail;
import io.revolve.spi.Parcel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log, from number to number. What comes next is got {@link Ahead}; a frame that is
 * {@link Missing} is waited for and then given up, and its letters are counted as lost when the
 * number of the next one is known. Thread safe.
 */
final class LogReader {

  /** From which silence on it is first looked whether there is anything. */
  private static final long QUIET_NANOS = 20_000_000;

  private final Server server;
  private final Keys keys;
  private final MemcachedSettings settings;

  /** Guarded by this, as all below. */
  private final Ahead ahead;

  private final Missing missing;
  private final Bookmark bookmark;
  private final Upkeep upkeep;

  /** When something was read here the last time; not guarded. */
  private volatile long heard = System.nanoTime();

  LogReader(Server server, Keys keys, MemcachedSettings settings) {
    this.server = server;
    this.keys = keys;
    this.settings = settings;
    ahead = new Ahead(server, keys);
    missing = new Missing(server, keys, settings.timeout());
    bookmark = new Bookmark(server, keys, settings.log());
    upkeep = new Upkeep(keys, settings.log().lifetime());
  }

  /** When something was read the last time, in terms of {@link System#nanoTime}. */
  long heard() {
    return heard;
  }

  /** What there is now. The mail may be empty and have gone on, or tell of a loss. */
  synchronized Mail look(String after, int max) {
    Position at;
    if (after.equals(Mail.START)) {
      at = open();
      if (at == null) {
        return Mail.none(after);
      }
    } else {
      at = Position.of(after);
      bookmark.consumed(at);
    }
    Mail mail = deliver(at, max);
    if (mail.parcels().isEmpty() && isStillQuiet(at)) {
      return mail;
    }
    while (mail.parcels().isEmpty()) {
      Counter counter = ahead.fetch(at, upkeep);
      mail = deliver(at, max);
      if (!mail.parcels().isEmpty()) {
        break;
      }
      Position from = Position.of(mail.position());
      if (counter == null || counter.log() != from.log()) {
        return lostAltogether(mail);
      }
      if (counter.frames() < from.frame()) {
        return mail;
      }
      at = passOver(from, counter);
      if (at.equals(from)) {
        return mail;
      }
      if (at.letter() > from.letter()) {
        long known = Math.max(from.letter(), bookmark.readBefore(at.log()));
        return new Mail(List.of(), at.toString(), Math.max(0, at.letter() - known));
      }
    }
    heard = System.nanoTime();
    return mail;
  }

  /** After a silence one small call says whether it goes on, instead of a large one. */
  private boolean isStillQuiet(Position at) {
    if (System.nanoTime() - heard < QUIET_NANOS) {
      return false;
    }
    Counter counter = counter();
    return counter != null && counter.log() == at.log() && counter.frames() < at.frame();
  }

  private @Nullable Counter counter() {
    Item item =
        server.call(
            line -> {
              upkeep.touch(line);
              return line.await(line.get(keys.counter()));
            });
    return item == null ? null : Counter.of(item);
  }

  /** The log of a position has gone; nobody knows what it held unread. */
  private Mail lostAltogether(Mail mail) {
    clear();
    return new Mail(List.of(), Mail.START, mail.lost() + 1);
  }

  private void clear() {
    ahead.clear();
    missing.clear();
    bookmark.clear();
  }

  /** The beginning of the log that there is; null if there is none. */
  private @Nullable Position open() {
    // Where nobody has written yet, this is asked for as long as it lasts: for one item only.
    Extent extent = counter() == null ? null : Extent.at(server, keys);
    if (extent == null) {
      return null;
    }
    Mark mark = extent.mark();
    if (!bookmark.isOf(mark.log())) {
      clear();
    }
    bookmark.seen(mark);
    // What was dropped unread is counted with the first letter behind it.
    long letter = Math.min(mark.goneLetters(), mark.read());
    return new Position(mark.log(), mark.goneFrames() + 1, letter);
  }

  /** What is ahead, as far as no frame is missing. */
  private Mail deliver(Position from, int max) {
    List<Parcel> parcels = new ArrayList<>();
    long number = from.frame();
    long letter = from.letter();
    long lost = 0;
    while (parcels.size() < max) {
      Frame frame = ahead.get(from, number);
      if (frame == null) {
        break;
      }
      if (!frame.parcels().isEmpty()) {
        long known = Math.max(letter, bookmark.readBefore(from.log()));
        lost += Math.max(0, frame.first() - 1 - known);
        int skip = (int) Math.max(0, letter + 1 - frame.first());
        int end = Math.min(frame.parcels().size(), skip + max - parcels.size());
        if (skip < end) {
          parcels.addAll(frame.parcels().subList(skip, end));
          letter = frame.first() + end - 1;
        }
        if (letter < frame.last()) {
          break;
        }
      }
      bookmark.read(from, number, letter, frame);
      ahead.remove(from, number);
      number++;
    }
    return new Mail(parcels, new Position(from.log(), number, letter).toString(), lost);
  }

  /** Where to read on behind missing frames: where it was, if they may still come. */
  private Position passOver(Position at, Counter counter) {
    Map<String, Item> items = server.call(line -> line.await(line.get(List.of(keys.mark()))));
    Item item = items.get(keys.mark());
    Mark known = item == null ? null : Mark.of(item);
    if (known != null && known.log() == at.log()) {
      bookmark.seen(known);
      if (known.goneFrames() >= at.frame()) {
        return behind(at, known.goneFrames() + 1, counter);
      }
    }
    Counter old = missing.settle(counter);
    if (old == null || old.frames() < at.frame()) {
      return at;
    }
    long next = ahead.next(at, old);
    return missing.giveUp(at, next) ? behind(at, next, old) : at;
  }

  /** The position behind a gap; where nothing follows, the counter says how large it is. */
  private Position behind(Position at, long next, Counter counter) {
    boolean isEnd = next > counter.frames();
    long letter = isEnd ? Math.max(at.letter(), counter.letters()) : at.letter();
    ahead.widen();
    return new Position(at.log(), next, letter);
  }

  /** Removes the log as far as it is known. */
  synchronized void forget() {
    Extent extent = Extent.at(server, keys);
    int most = settings.log().unread();
    Map<String, Frame> got = ahead.all();
    boolean unused =
        server.call(
            line -> {
              bookmark.removeKept(line);
              for (Map.Entry<String, Frame> each : got.entrySet()) {
                Clearing.frame(line, each.getKey(), Math.max(1, each.getValue().items()));
              }
              return extent != null && Clearing.log(line, keys, extent, most);
            });
    clear();
  }
}
