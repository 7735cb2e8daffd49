package io.revolve.provider.memcached;

import io.revolve.provider.memcached.LogWriter.Clearing;
import io.revolve.provider.memcached.LogWriter.Extent;
import io.revolve.spi.Mail;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import net.spy.memcached.internal.OperationFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log. One round trip asks for the counter and the next frames. A frame that is missing
 * though it was numbered may be on its way, so it is waited for; after {@link #GRACE} it is given
 * up: its key is taken, so that a writer that comes too late is refused, and its letters are
 * counted as lost when the number of the next one is known. Thread safe.
 */
final class LogReader {

  /** How long a writer may take from reserving a number to storing its frame. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** So many letters that were read are kept, for a reader that comes later. */
  private static final int READ_KEPT = 1000;

  /** How often the writers are told how far the log was read, in letters, at most. */
  private static final int MARKED = 256;

  /** From which silence on it is first looked whether there is anything. */
  private static final long QUIET_NANOS = 20_000_000;

  private static final int FEWEST_FRAMES = 2;
  private static final int MOST_FRAMES = 512;
  private static final int MOST_BYTES = 4 << 20;

  private final Server server;
  private final Keys keys;
  private final MemcachedSettings settings;
  private final int step;

  /** When something was read here the last time. */
  private volatile long heard = System.nanoTime();

  /** How many frames are asked for at once: more while more come. Guarded by this, as all below. */
  private int window = FEWEST_FRAMES;

  /** Frames that were got and not read yet, by their keys. */
  private final Map<String, Frame> ahead = new HashMap<>();

  /** What was read and is still kept, the oldest first. */
  private final Deque<Kept> kept = new ArrayDeque<>();

  private @Nullable Mark mark;
  private long marked;
  private long touched = System.nanoTime();

  /** What was numbered when a frame was first missed, and when that was. */
  private @Nullable Counter pending;

  private long pendingSince;

  /** All up to here was numbered so long ago that what is missing will not come. */
  private @Nullable Counter settled;

  LogReader(Server server, Keys keys, MemcachedSettings settings) {
    this.server = server;
    this.keys = keys;
    this.settings = settings;
    // A small log must know soon that it was read, or its writers wait in vain.
    step = Math.max(1, Math.min(MARKED, settings.log().unread() / 4));
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
      consumed(at);
    }
    Mail mail = deliver(at, max);
    if (mail.parcels().isEmpty() && isStillQuiet(at)) {
      return mail;
    }
    while (mail.parcels().isEmpty()) {
      Counter counter = fetch(at);
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
        long known = Math.max(from.letter(), readBefore(at.log()));
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
    Item item =
        server.call(
            line -> {
              touch(line);
              return line.await(line.get(keys.counter()));
            });
    Counter counter = item == null ? null : Counter.of(item);
    return counter != null && counter.log() == at.log() && counter.frames() < at.frame();
  }

  /** The log of a position has gone; nobody knows what it held unread. */
  private Mail lostAltogether(Mail mail) {
    clear();
    return new Mail(List.of(), Mail.START, mail.lost() + 1);
  }

  private void clear() {
    ahead.clear();
    kept.clear();
    mark = null;
    marked = 0;
    pending = null;
    settled = null;
  }

  /** The beginning of the log that there is; null if there is none. */
  private @Nullable Position open() {
    Map<String, Item> items =
        server.call(line -> line.await(line.get(List.of(keys.counter(), keys.mark()))));
    Extent extent = Extent.of(items, keys);
    if (extent == null) {
      return null;
    }
    if (mark == null || mark.log() != extent.counter().log()) {
      clear();
    }
    mark = extent.mark();
    // What was dropped unread is counted with the first letter behind it.
    long letter = Math.min(mark.goneLetters(), mark.read());
    return new Position(mark.log(), mark.goneFrames() + 1, letter);
  }

  /** Gets the next frames. */
  private @Nullable Counter fetch(Position at) {
    List<String> names = new ArrayList<>(window + 1);
    for (int i = 0; i < window; i++) {
      names.add(keys.frame(at.log(), at.frame() + i));
    }
    names.add(keys.counter());
    Map<String, Item> items =
        server.call(
            line -> {
              Map<String, Item> got = line.await(line.get(names));
              ahead.clear();
              for (Map.Entry<String, Item> each : got.entrySet()) {
                if (!each.getKey().equals(keys.counter())) {
                  keep(line, each.getKey(), each.getValue());
                }
              }
              touch(line);
              return got;
            });
    resize(items);
    Item counter = items.get(keys.counter());
    return counter == null ? null : Counter.of(counter);
  }

  private void keep(Line line, String name, Item first) throws BrokenLineException {
    int count = Frame.items(first);
    if (count == 0) {
      ahead.put(name, new Frame(0, 0, List.of()));
    } else if (count == 1) {
      ahead.put(name, Frame.of(first.bytes()));
    } else {
      byte[] whole = joined(line, name, first, count);
      if (whole != null) {
        ahead.put(name, Frame.of(whole));
      }
    }
  }

  /** All items of a frame; null if one is missing, and with it the frame. */
  private static byte @Nullable [] joined(Line line, String name, Item first, int count)
      throws BrokenLineException {
    List<String> names = new ArrayList<>(count);
    int size = first.bytes().length;
    for (int part = 1; part < count; part++) {
      names.add(Keys.part(name, part));
    }
    Map<String, Item> parts = line.await(line.get(names));
    for (Item part : parts.values()) {
      size += part.bytes().length;
    }
    byte[] whole = Arrays.copyOf(first.bytes(), size);
    int at = first.bytes().length;
    for (String each : names) {
      Item part = parts.get(each);
      if (part == null) {
        return null;
      }
      System.arraycopy(part.bytes(), 0, whole, at, part.bytes().length);
      at += part.bytes().length;
    }
    return whole;
  }

  private void resize(Map<String, Item> items) {
    long bytes = items.values().stream().mapToLong(item -> item.bytes().length).sum();
    if (bytes > MOST_BYTES) {
      window = Math.max(FEWEST_FRAMES, (int) ((long) window * MOST_BYTES / bytes));
    } else if (items.size() > window) {
      window = Math.min(MOST_FRAMES, window * 2);
    } else if (items.size() < window / 4) {
      window = Math.max(FEWEST_FRAMES, window / 2);
    }
  }

  /** A reader that waits keeps alive what it waits at. */
  private void touch(Line line) throws BrokenLineException {
    long now = System.nanoTime();
    if (now - touched > settings.log().lifetime().toNanos() / 4) {
      touched = now;
      Duration life = Sending.longer(settings.log().lifetime());
      Object unused = line.touch(keys.counter(), life);
      unused = line.touch(keys.mark(), life);
    }
  }

  /** What is ahead, as far as no frame is missing. */
  private Mail deliver(Position from, int max) {
    List<Parcel> parcels = new ArrayList<>();
    long number = from.frame();
    long letter = from.letter();
    long lost = 0;
    while (parcels.size() < max) {
      String name = keys.frame(from.log(), number);
      Frame frame = ahead.get(name);
      if (frame == null) {
        break;
      }
      if (!frame.parcels().isEmpty()) {
        long known = Math.max(letter, readBefore(from.log()));
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
      keptFor(number, name, letter, frame.items());
      ahead.remove(name);
      number++;
    }
    return new Mail(parcels, new Position(from.log(), number, letter).toString(), lost);
  }

  /** What another reader has read is not lost if it is gone. */
  private long readBefore(int log) {
    Mark known = mark;
    return known == null || known.log() != log || known.read() <= marked ? 0 : known.read();
  }

  private void keptFor(long number, String name, long letter, int items) {
    if (kept.isEmpty() || kept.getLast().number < number) {
      kept.add(new Kept(number, name, letter, items));
    }
  }

  /** Where to read on behind missing frames: where it was, if they may still come. */
  private Position passOver(Position at, Counter counter) {
    Map<String, Item> items = server.call(line -> line.await(line.get(List.of(keys.mark()))));
    Item item = items.get(keys.mark());
    Mark known = item == null ? null : Mark.of(item);
    if (known != null && known.log() == at.log()) {
      mark = known;
      if (known.goneFrames() >= at.frame()) {
        return behind(at, known.goneFrames() + 1, counter);
      }
    }
    Counter old = settle(counter);
    if (old == null || old.frames() < at.frame()) {
      return at;
    }
    long next = at.frame();
    long end = Math.min(at.frame() + window - 1, old.frames());
    while (next <= end && !ahead.containsKey(keys.frame(at.log(), next))) {
      next++;
    }
    return giveUp(at, next) ? behind(at, next, old) : at;
  }

  /** The position behind a gap; where nothing follows, the counter says how large it is. */
  private Position behind(Position at, long next, Counter counter) {
    boolean isEnd = next > counter.frames();
    long letter = isEnd ? Math.max(at.letter(), counter.letters()) : at.letter();
    window = MOST_FRAMES;
    return new Position(at.log(), next, letter);
  }

  private @Nullable Counter settle(Counter counter) {
    long now = System.nanoTime();
    Counter before = pending;
    if (before == null || before.log() != counter.log()) {
      settled = null;
      pending = counter;
      pendingSince = now;
    } else if (now - pendingSince >= GRACE.toNanos()) {
      settled = before;
      pending = counter;
      pendingSince = now;
    }
    return settled;
  }

  /** Takes the keys of missing frames; false if one has come in this moment. */
  private boolean giveUp(Position at, long next) {
    return server.call(
        line -> {
          List<OperationFuture<Boolean>> answers = new ArrayList<>();
          for (long number = at.frame(); number < next; number++) {
            String name = keys.frame(at.log(), number);
            answers.add(line.add(name, Frame.GIVEN_UP, GRACE.plus(settings.timeout())));
          }
          boolean all = true;
          for (OperationFuture<Boolean> answer : answers) {
            all &= line.isStored(answer);
          }
          return all;
        });
  }

  /** Lets go of what was read long ago, and says from time to time how far it was read. */
  private void consumed(Position at) {
    if (at.letter() - marked < step) {
      return;
    }
    marked = at.letter();
    Mark before = mark;
    Mark known = before != null && before.log() == at.log() ? before : new Mark(at.log(), 0, 0, 0);
    List<Kept> old = new ArrayList<>();
    while (!kept.isEmpty() && kept.getFirst().letter + READ_KEPT <= at.letter()) {
      old.add(kept.removeFirst());
    }
    Kept last = old.isEmpty() ? null : old.get(old.size() - 1);
    Mark next = known.readTo(at.letter());
    Mark now = last == null ? next : next.clearedTo(last.number, last.letter);
    mark = now;
    Future<Boolean> unused =
        server.call(
            line -> {
              for (Kept each : old) {
                Clearing.remove(line, each.name, Math.max(1, each.items));
              }
              Duration life = Sending.longer(settings.log().lifetime());
              return line.set(keys.mark(), now.item(), life);
            });
  }

  /** Removes the log as far as it is known. */
  synchronized void forget() {
    Map<String, Item> items =
        server.call(line -> line.await(line.get(List.of(keys.counter(), keys.mark()))));
    Extent extent = Extent.of(items, keys);
    List<Kept> read = List.copyOf(kept);
    Map<String, Frame> got = Map.copyOf(ahead);
    clear();
    Object unused =
        server.call(
            line -> {
              for (Kept each : read) {
                Clearing.remove(line, each.name, Math.max(1, each.items));
              }
              for (Map.Entry<String, Frame> each : got.entrySet()) {
                Clearing.remove(line, each.getKey(), Math.max(1, each.getValue().items()));
              }
              return extent == null ? keys : remove(line, extent);
            });
  }

  private Object remove(Line line, Extent extent) throws BrokenLineException {
    int log = extent.counter().log();
    Mark mark = extent.mark();
    long from = Math.max(mark.goneFrames(), extent.counter().frames() - settings.log().unread());
    OperationFuture<Boolean> last = line.delete(keys.counter());
    for (long number = from + 1; number <= extent.counter().frames(); number++) {
      last = line.delete(keys.frame(log, number));
      if (number % MOST_FRAMES == 0) {
        boolean unused = line.await(last);
      }
    }
    return line.await(line.delete(keys.mark()));
  }

  /** A frame that was read and is still there. */
  private record Kept(long number, String name, long letter, int items) {}
}
