package io.revolve.provider.process.jobserver;

import io.revolve.provider.process.line.Line;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a link say, in the order in which it came. Nothing else can be said, and
 * whoever reads gets what there is. With very much unread the server is not heard until some is
 * read.
 */
final class Words implements MessageLink {
  private static final int FULL = 100_000;

  private final Runnable ping;
  private final List<Runnable> arrivals = new CopyOnWriteArrayList<>();

  /** Guards all below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition change = lock.newCondition();
  private final Deque<Parcel> parcels = new ArrayDeque<>();

  /** How many came before the first that is kept. */
  private long passed;

  private int wakes;
  private @Nullable Line held;

  /**
   * Words.
   *
   * @param ping asks the server for a sign of life
   */
  Words(Runnable ping) {
    this.ping = ping;
  }

  /** Something was said. */
  void add(Parcel parcel, @Nullable Line by) {
    lock.lock();
    try {
      parcels.add(parcel);
      change.signalAll();
      if (parcels.size() > FULL && by != null && held == null) {
        held = by;
        by.hold(true);
      }
    } finally {
      lock.unlock();
    }
    arrivals.forEach(Runnable::run);
  }

  /** What a client says to itself, as the end of a task that was cancelled before it began. */
  @Override
  public void append(List<Letter> letters) {
    letters.forEach(letter -> add(letter.parcel(), null));
  }

  @Override
  public boolean onArrival(String address, Runnable arrival) {
    arrivals.add(arrival);
    return true;
  }

  @Override
  public Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    long left = wait.toNanos();
    long position = after.equals(Mail.START) ? 0 : Long.parseLong(after);
    lock.lockInterruptibly();
    try {
      int round = wakes;
      pass(position);
      while (passed + parcels.size() <= position && left > 0 && wakes == round) {
        left = change.awaitNanos(left);
      }
      return mail(position, after, max);
    } finally {
      lock.unlock();
    }
  }

  private Mail mail(long position, String unchanged, int max) {
    List<Parcel> found = new ArrayList<>(Math.min(max, parcels.size()));
    Iterator<Parcel> each = parcels.iterator();
    for (long at = passed; each.hasNext() && found.size() < max; at++) {
      Parcel parcel = each.next();
      if (at >= position) {
        found.add(parcel);
      }
    }
    long from = Math.max(passed, position);
    return found.isEmpty()
        ? Mail.none(unchanged)
        : new Mail(found, Long.toString(from + found.size()), 0);
  }

  /** What was read need not be kept. */
  private void pass(long position) {
    while (passed < position && !parcels.isEmpty()) {
      parcels.remove();
      passed++;
    }
    if (held != null && parcels.size() <= FULL / 2) {
      held.hold(false);
      held = null;
    }
  }

  @Override
  public void forget(String address) {
    arrivals.clear();
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      wakes++;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the server is not heard, as too much is unread. */
  boolean isFull() {
    lock.lock();
    try {
      return held != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ping() {
    ping.run();
  }

  @Override
  public void close() {
    wake();
  }
}
