package io.revolve.provider.process.pool;

import io.revolve.provider.process.relay.RelayKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is written to a process that still works on another: it is where calls are short,
 * by the time that the last ones took. Guarded by the staff.
 */
final class Ahead {

  /** So much is surely taken by a pipe whose other end does not read. */
  private static final int SURE_BYTES = 4096;

  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** How many calls a process may have beyond the one that it works on. */
  private final int most;

  private long meanNanos = QUICK_NANOS;

  /**
   * Never over TCP: a process that answers twice without being asked in between is held up by its
   * own kernel there, which waits for the first answer to be acknowledged, for up to 40
   * milliseconds.
   */
  Ahead(PoolSettings settings) {
    boolean never = settings.relay() == RelayKind.TCP || settings.options().fresh();
    most = never ? 0 : settings.ahead();
  }

  /** So long took a call. */
  void took(long nanos) {
    // A single one that was held up by the machine for some milliseconds is not enough.
    meanNanos += (nanos - meanNanos) / 8;
  }

  /** Whether a call is over sooner than it matters that another waits behind it. */
  boolean isQuick() {
    return meanNanos < QUICK_NANOS;
  }

  /** Whether a call takes hardly longer than it takes to wake a thread. */
  boolean isBrief() {
    return meanNanos < BRIEF_NANOS;
  }

  /** Whether who is to read may write so many first: with more, neither end might get on. */
  static boolean isSure(int bytes) {
    return bytes <= SURE_BYTES;
  }

  /** The one that has the least to do, of those that may have more; null if there is none. */
  @Nullable Member choose(List<Member> members, int bytes) {
    Member least = null;
    if (most > 0 && isQuick()) {
      for (Member each : members) {
        if (mayTake(each, bytes) && (least == null || each.load() < least.load())) {
          least = each;
        }
      }
    }
    return least;
  }

  /** Whether a process may have a call of so many bytes beyond what it has. */
  boolean mayTake(Member member, int bytes) {
    return most > 0
        && isQuick()
        && member.takesCalls()
        && member.load() <= most
        && isSure(member.unanswered() + bytes);
  }
}
