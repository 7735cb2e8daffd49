package io.revolve.provider.memcached;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How far a log was read. A reader tells it to the writers from time to time in the log's {@link
 * Mark}, keeps the frames it has read last for a reader that comes later, and removes older ones.
 * Not thread safe.
 */
final class Bookmark {

  /** So many letters that were read are kept, for a reader that comes later. */
  private static final int READ_KEPT = 1000;

  /** How often the writers are told how far the log was read, in letters, at most. */
  private static final int MARKED = 256;

  private final Server server;
  private final Keys keys;
  private final Duration lifetime;
  private final int step;

  /** What was read and is still there, the oldest first. */
  private final Deque<Kept> kept = new ArrayDeque<>();

  /** The mark as it was last seen or written. */
  private @Nullable Mark mark;

  /** The number of the last letter that this reader has told the writers of. */
  private long marked;

  Bookmark(Server server, Keys keys, MemcachedSettings.Log log) {
    this.server = server;
    this.keys = keys;
    lifetime = log.lifetime();
    // A small log must know soon that it was read, or its writers wait in vain.
    step = Math.max(1, Math.min(MARKED, log.unread() / 4));
  }

  /** Whether the mark that was last seen is of this log. */
  boolean isOf(int log) {
    Mark known = mark;
    return known != null && known.log() == log;
  }

  /** The log's mark as it is now. */
  void seen(Mark now) {
    mark = now;
  }

  /** What another reader has read is not lost if it is gone; 0 if there is no such reader. */
  long readBefore(int log) {
    Mark known = mark;
    return known == null || known.log() != log || known.read() <= marked ? 0 : known.read();
  }

  /** A frame was read to its end, which is a letter. */
  void read(Position at, long number, long letter, Frame frame) {
    if (kept.isEmpty() || kept.getLast().number < number) {
      kept.add(new Kept(number, keys.frame(at.log(), number), letter, frame.items()));
    }
  }

  /** Lets go of what was read long ago, and says from time to time how far it was read. */
  void consumed(Position at) {
    if (at.letter() - marked < step) {
      return;
    }
    marked = at.letter();
    Mark before = mark;
    Mark known = before != null && before.log() == at.log() ? before : Mark.none(at.log());
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
                each.remove(line);
              }
              Duration life = Sending.longer(lifetime);
              return line.set(keys.mark(), now.item(), life);
            });
  }

  /** Removes what was read and is still there; the answers are not waited for. */
  void removeKept(Line line) throws BrokenLineException {
    for (Kept each : kept) {
      each.remove(line);
    }
  }

  void clear() {
    kept.clear();
    mark = null;
    marked = 0;
  }

  /** A frame that was read and is still there. */
  private record Kept(long number, String name, long letter, int items) {
    void remove(Line line) throws BrokenLineException {
      Clearing.frame(line, name, Math.max(1, items));
    }
  }
}
