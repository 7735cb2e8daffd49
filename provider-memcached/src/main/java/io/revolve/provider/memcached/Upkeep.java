package io.revolve.provider.memcached;

import java.time.Duration;

/** A reader that waits keeps alive what it waits at. Not thread safe. */
final class Upkeep {

  private final Keys keys;
  private final Duration lifetime;
  private long touched = System.nanoTime();

  /** Of one log, whose messages live for a while. */
  Upkeep(Keys keys, Duration lifetime) {
    this.keys = keys;
    this.lifetime = lifetime;
  }

  /** Lengthens the life of the counter and the mark, if it is time; waits for no answer. */
  void touch(Line line) throws BrokenLineException {
    long now = System.nanoTime();
    if (now - touched > lifetime.toNanos() / 4) {
      touched = now;
      Duration life = Sending.longer(lifetime);
      Object unused = line.touch(keys.counter(), life);
      unused = line.touch(keys.mark(), life);
    }
  }
}
