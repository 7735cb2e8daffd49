package io.revolve.provider.memcached;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.spy.memcached.internal.OperationFuture;

/** Removing frames from the server. */
final class Clearing {

  private static final int AT_ONCE = 64;

  /** So many answers may be outstanding: who removes a large log must not flood the client. */
  private static final int UNANSWERED = 512;

  private Clearing() {}

  /**
   * Removes the oldest frames, some at a time.
   *
   * @param mark what was removed so far
   * @param letters frames whose letters all go up to this number are removed
   * @return the new mark; the same, if there was nothing to remove
   */
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
        frame(line, names.get(i), Frame.items(item));
        after = after.clearedTo(mark.goneFrames() + i + 1, Frame.last(item));
      }
    }
    // Nothing there: it was evicted, and the next frames may be the oldest.
    return items.isEmpty()
        ? mark.clearedTo(mark.goneFrames() + AT_ONCE, mark.goneLetters())
        : after;
  }

  /** Removes a frame with all its items; the answers are not waited for. */
  static void frame(Line line, String name, int items) throws BrokenLineException {
    Object unused = line.delete(name);
    for (int part = 1; part < items; part++) {
      unused = line.delete(Keys.part(name, part));
    }
  }

  /**
   * Removes a whole log, but for the parts of frames that have several items: nobody knows these
   * without reading them, and without their first item they only wait for the end of their life.
   *
   * @param most how many frames at the end of the log may be there
   */
  static boolean log(Line line, Keys keys, Extent extent, int most) throws BrokenLineException {
    int log = extent.counter().log();
    long last = extent.counter().frames();
    OperationFuture<Boolean> answer = line.delete(keys.counter());
    for (long number = Math.max(extent.mark().goneFrames(), last - most) + 1;
        number <= last;
        number++) {
      answer = line.delete(keys.frame(log, number));
      if (number % UNANSWERED == 0) {
        boolean unused = line.await(answer);
      }
    }
    return line.await(line.delete(keys.mark()));
  }
}
