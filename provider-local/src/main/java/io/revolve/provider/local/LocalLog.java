package io.revolve.provider.local;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of one address; its lock guards all of it. Thread safe.
 *
 * <p>Nothing is dropped unread before its writers have waited a while for the reader, whose
 * position is the furthest that anyone has read on from.
 */
final class LocalLog {
  /** How many messages stay that its reader has taken: for a second reader that comes later. */
  private static final int KEPT = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final LogEntries entries;

  /** Who wants to know of arrivals; replaced, never changed. */
  private volatile List<Arrival> arrivals = List.of();

  /** Up to where the reader that is furthest has said it is. */
  private long passed;

  private int waiters;
  private boolean forgotten;

  /** Whether a full log was waited for in vain and nobody has read since. */
  private boolean abandoned;

  /** Whether it was used since {@link #age} last looked, and what had been passed then. */
  private boolean used = true;

  private long passedAtAge;

  private long positionNumber = -1;
  private String positionText = Mail.START;

  LocalLog(long base) {
    this.entries = new LogEntries(base);
    this.passed = base;
    this.passedAtAge = base;
  }

  /**
   * Adds letters as far as there is room.
   *
   * @param from the first letter to add
   * @param force whether room is made by dropping what is unread
   * @return the first that was not added; -1 if the log is forgotten
   */
  int add(List<Letter> letters, int from, int bound, boolean force) {
    lock.lock();
    try {
      if (forgotten) {
        return -1;
      }
      used = true;
      int at = from;
      while (at < letters.size() && add(letters.get(at), bound, force)) {
        at++;
      }
      if (waiters > 0 && at > from) {
        arrived.signalAll();
      }
      return at;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the reader to make room.
   *
   * @return false if it did not, and waiting again is of no use until somebody reads
   */
  boolean awaitRoom(int bound, long nanos, Waking waking) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    lock.lock();
    try {
      while (!forgotten && unread() >= bound) {
        long remaining = deadline - System.nanoTime();
        if (abandoned || remaining <= 0 || waking.isClosed()) {
          abandoned = true;
          return false;
        }
        try {
          waiters++;
          taken.awaitNanos(remaining);
        } catch (InterruptedException e) {
          // A message must not be lost because its writer is cancelled; the wait is short.
          interrupted = true;
        } finally {
          waiters--;
        }
      }
      return true;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What is there after a position; null if the log is forgotten. */
  @Nullable Mail read(String after, int max) {
    lock.lock();
    try {
      return forgotten ? null : take(after, max);
    } finally {
      lock.unlock();
    }
  }

  /** Like {@link #read}, once there is something, or the time is over, or the reader was woken. */
  @Nullable Mail read(String after, int max, long deadline, Waking waking, int round)
      throws InterruptedException {
    lock.lock();
    try {
      while (!forgotten) {
        Mail mail = take(after, max);
        long remaining = deadline - System.nanoTime();
        if (!mail.parcels().isEmpty() || remaining <= 0 || waking.hasCome(round)) {
          return mail;
        }
        waiters++;
        try {
          arrived.awaitNanos(remaining);
        } finally {
          waiters--;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Makes all who wait look again at why they wait. */
  void rouse() {
    lock.lock();
    try {
      arrived.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** False if the log is forgotten. */
  boolean addArrival(Arrival arrival) {
    lock.lock();
    try {
      if (!forgotten) {
        List<Arrival> more = new ArrayList<>(arrivals);
        more.add(arrival);
        arrivals = more;
      }
      return !forgotten;
    } finally {
      lock.unlock();
    }
  }

  void removeArrivals(Object link) {
    lock.lock();
    try {
      arrivals = arrivals.stream().filter(arrival -> arrival.link() != link).toList();
    } finally {
      lock.unlock();
    }
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  /** Ends the log; its last position, behind which another log of this address begins. */
  long forget() {
    lock.lock();
    try {
      forgotten = true;
      arrivals = List.of();
      arrived.signalAll();
      taken.signalAll();
      return entries.end();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what was passed before the last look; whether nobody has used the log since then. */
  boolean age() {
    lock.lock();
    try {
      while (entries.dropped() < passedAtAge) {
        entries.dropFirst();
      }
      passedAtAge = passed;
      boolean idle = !used && waiters == 0 && arrivals.isEmpty();
      used = false;
      return idle;
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Letter letter, int bound, boolean force) {
    entries.removeReplaced(letter);
    if (entries.size() >= bound) {
      if (entries.dropped() >= passed && !force) {
        return false;
      }
      entries.dropFirst();
    }
    entries.add(letter);
    return true;
  }

  private long unread() {
    return entries.end() - Math.max(passed, entries.dropped());
  }

  private Mail take(String after, int max) {
    used = true;
    abandoned = false;
    long position = Math.min(Math.max(number(after), entries.base), entries.handed());
    if (position > passed) {
      passed = position;
      while (passed - entries.dropped() > KEPT) {
        entries.dropFirst();
      }
      if (waiters > 0) {
        taken.signalAll();
      }
    }
    long from = Math.max(position, entries.dropped());
    long lost = from - position;
    int count = (int) Math.min(max, entries.end() - from);
    if (count == 0) {
      return lost == 0 ? Mail.none(after) : new Mail(List.of(), text(from), lost);
    }
    return new Mail(entries.handOut(from, count), text(from + count), lost);
  }

  // A reader comes back with the text that it was given last, so that is kept.
  private long number(String position) {
    if (position.equals(positionText)) {
      return positionNumber;
    }
    if (position.isEmpty()) {
      return entries.base;
    }
    try {
      return Long.parseLong(position);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + position + "\" is no position of a log; pass on what the last read gave", e);
    }
  }

  private String text(long position) {
    if (position != positionNumber) {
      positionText = Long.toString(position);
      positionNumber = position;
    }
    return positionText;
  }
}
