package io.revolve.provider.memcached;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.spy.memcached.internal.OperationFuture;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are missing though they were numbered. They may be on their way, so they are waited
 * for; after {@link #GRACE} they are given up, all that were numbered by then at once. Not thread
 * safe.
 */
final class Missing {

  /** How long a writer may take from reserving a number to storing its frame. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private final Server server;
  private final Keys keys;
  private final Duration timeout;

  /** What was numbered when a frame was first missed, and when that was. */
  private @Nullable Counter pending;

  private long pendingSince;

  /** All up to here was numbered so long ago that what is missing will not come. */
  private @Nullable Counter settled;

  Missing(Server server, Keys keys, Duration timeout) {
    this.server = server;
    this.keys = keys;
    this.timeout = timeout;
  }

  /**
   * A frame is missing now, and so much was numbered.
   *
   * @return up to where what is missing will not come any more; null if it is too soon to say
   */
  @Nullable Counter settle(Counter counter) {
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

  /**
   * Takes the keys of the frames from a position on to below a number, so that a writer that comes
   * too late is refused.
   *
   * @return false if one has come in this moment
   */
  boolean giveUp(Position at, long next) {
    return server.call(
        line -> {
          List<OperationFuture<Boolean>> answers = new ArrayList<>();
          for (long number = at.frame(); number < next; number++) {
            String name = keys.frame(at.log(), number);
            answers.add(line.add(name, Frame.GIVEN_UP, GRACE.plus(timeout)));
          }
          boolean all = true;
          for (OperationFuture<Boolean> answer : answers) {
            all &= line.isStored(answer);
          }
          return all;
        });
  }

  void clear() {
    pending = null;
    settled = null;
  }
}
