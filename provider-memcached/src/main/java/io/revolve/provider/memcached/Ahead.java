package io.revolve.provider.memcached;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames that a reader has got and not read yet: one round trip asks for the counter and the next
 * frames, for more of them while more come. Not thread safe.
 */
final class Ahead {

  private static final int FEWEST_FRAMES = 2;
  private static final int MOST_FRAMES = 512;
  private static final int MOST_BYTES = 4 << 20;

  private final Server server;
  private final Keys keys;
  private final Map<String, Frame> frames = new HashMap<>();

  /** How many frames are asked for at once. */
  private int window = FEWEST_FRAMES;

  Ahead(Server server, Keys keys) {
    this.server = server;
    this.keys = keys;
  }

  /**
   * Gets the next frames.
   *
   * @param also what is to be done on the way
   * @return the counter; null if it is not there
   */
  @Nullable Counter fetch(Position at, Upkeep also) {
    List<String> names = new ArrayList<>(window + 1);
    for (int i = 0; i < window; i++) {
      names.add(keys.frame(at.log(), at.frame() + i));
    }
    names.add(keys.counter());
    Map<String, Item> items =
        server.call(
            line -> {
              Map<String, Item> got = line.await(line.get(names));
              frames.clear();
              for (Map.Entry<String, Item> each : got.entrySet()) {
                if (!each.getKey().equals(keys.counter())) {
                  keep(line, each.getKey(), each.getValue());
                }
              }
              also.touch(line);
              return got;
            });
    resize(items);
    Item counter = items.get(keys.counter());
    return counter == null ? null : Counter.of(counter);
  }

  private void keep(Line line, String name, Item first) throws BrokenLineException {
    int count = Frame.items(first);
    if (count == 0) {
      frames.put(name, new Frame(0, 0, List.of()));
    } else if (count == 1) {
      frames.put(name, Frame.of(first.bytes()));
    } else {
      byte[] whole = joined(line, name, first, count);
      if (whole != null) {
        frames.put(name, Frame.of(whole));
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

  /** The frame with a number; null if it is missing, or was not asked for. */
  @Nullable Frame get(Position at, long number) {
    return frames.get(keys.frame(at.log(), number));
  }

  /** The frame was read. */
  void remove(Position at, long number) {
    frames.remove(keys.frame(at.log(), number));
  }

  /** The number of the first frame that was got, or of the first that was not asked for. */
  long next(Position at, Counter counter) {
    long next = at.frame();
    long end = Math.min(at.frame() + window - 1, counter.frames());
    while (next <= end && get(at, next) == null) {
      next++;
    }
    return next;
  }

  /** Behind a gap there may be much: a good deal is asked for at once. */
  void widen() {
    window = MOST_FRAMES;
  }

  /** What is there, by its keys. */
  Map<String, Frame> all() {
    return Map.copyOf(frames);
  }

  void clear() {
    frames.clear();
  }
}
