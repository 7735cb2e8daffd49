package io.revolve.core.messenger;

import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A link with one address, kept in a list, that tells of no arrival: its readers wait. */
final class ListedMessages implements MessageLink {

  private final List<Parcel> parcels = new ArrayList<>();
  private final List<Boolean> expectations = new ArrayList<>();
  private int wakes;
  private int timeouts;
  private @Nullable Thread waiting;

  @Override
  public synchronized void append(List<Letter> letters) {
    letters.forEach(letter -> parcels.add(letter.parcel()));
    notifyAll();
  }

  @Override
  public synchronized Mail read(String address, String after, int max, Duration wait)
      throws InterruptedException {
    int from = after.isEmpty() ? 0 : Integer.parseInt(after);
    int before = wakes;
    long end = System.nanoTime() + wait.toNanos();
    while (parcels.size() == from && wakes == before) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        timeouts++;
        break;
      }
      waiting = Thread.currentThread();
      wait(left);
      waiting = null;
    }
    int to = Math.min(parcels.size(), from + max);
    return new Mail(List.copyOf(parcels.subList(from, to)), Integer.toString(to), 0);
  }

  @Override
  public synchronized void expect(String address, boolean soon) {
    expectations.add(soon);
  }

  /** What was said of what is expected. */
  synchronized List<Boolean> expectations() {
    return List.copyOf(expectations);
  }

  /** How many reads ended without a message or a wake. */
  synchronized int timeouts() {
    return timeouts;
  }

  /** Who waits in a read. */
  synchronized @Nullable Thread waiting() {
    return waiting;
  }

  @Override
  public void forget(String address) {}

  @Override
  public synchronized void wake() {
    wakes++;
    notifyAll();
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}
}
