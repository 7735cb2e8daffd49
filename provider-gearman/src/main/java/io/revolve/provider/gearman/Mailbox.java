package io.revolve.provider.gearman;

import io.revolve.provider.gearman.protocol.Frame;
import io.revolve.provider.gearman.protocol.Kind;
import io.revolve.provider.gearman.protocol.Loop;
import io.revolve.spi.Letter;
import io.revolve.spi.Mail;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The letters to one address: background jobs of a function of its own, taken from every server,
 * and completed when the reader has passed them. Thread safe.
 */
final class Mailbox {
  private static final int AT_ONCE = 64;
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** No letter waits for its time, so the server wakes who sleeps for each. */
  private static final Duration SELDOM = Duration.ofMinutes(1);

  /** A job whose last letter has that number. */
  private record Open(Taken job, long last) {}

  private final Loop loop;
  private final List<Taker> takers = new ArrayList<>();
  private final AtomicInteger wakes;

  /** Guarded by this. */
  private final Deque<Numbered> letters = new ArrayDeque<>();

  private final Deque<Open> open = new ArrayDeque<>();
  private long last;

  private record Numbered(long number, Parcel parcel) {}

  /** A mailbox of which nothing is at a server: all that comes to it is added. */
  Mailbox(Loop loop, AtomicInteger wakes) {
    this.loop = loop;
    this.wakes = wakes;
  }

  Mailbox(String function, GearmanSettings settings, Loop loop, AtomicInteger wakes) {
    this.loop = loop;
    this.wakes = wakes;
    for (var server : settings.servers()) {
      Taker taker = new Taker(server, loop, settings.timeout(), function, SELDOM);
      taker.offer(Set.of(function));
      takers.add(taker);
    }
  }

  Mail read(String after, int max, Duration wait) throws InterruptedException {
    int round = wakes.get();
    long position = after.equals(Mail.START) ? 0 : Long.parseLong(after);
    long end = System.nanoTime() + wait.toNanos();
    pass(position);
    if (wait.isZero()) {
      look();
    }
    while (true) {
      receive();
      Mail mail = after(position, after, max);
      long now = System.nanoTime();
      if (!mail.parcels().isEmpty() || end - now <= 0 || wakes.get() != round) {
        return mail;
      }
      long until = Math.min(end, now + Math.max(0, want(now)));
      if (!loop.await(
          () -> hasArrived() || isThere(position) || mayAsk() || wakes.get() != round, until)) {
        Taker.check(takers);
      }
    }
  }

  /** Waits for the servers' answers, and for nothing else. */
  private void look() throws InterruptedException {
    loop.poll();
    long now = System.nanoTime();
    long end = now + LOOK_NANOS;
    for (Taker taker : takers) {
      if (taker.mayAsk(now) && taker.expected() < AT_ONCE) {
        taker.askForAll(AT_ONCE - taker.expected());
      }
    }
    boolean unused = loop.await(() -> hasArrived() || !isAsking(), end);
  }

  private long want(long now) {
    long due = LOOK_NANOS;
    for (Taker taker : takers) {
      if (taker.mayAsk(now) && taker.expected() < AT_ONCE) {
        taker.ask(AT_ONCE - taker.expected());
      }
      due = Math.min(due, taker.untilLook(now));
    }
    return due;
  }

  private synchronized boolean isThere(long position) {
    return last > position;
  }

  private boolean mayAsk() {
    long now = System.nanoTime();
    for (Taker taker : takers) {
      if (taker.mayAsk(now) && taker.expected() < AT_ONCE) {
        return true;
      }
    }
    return false;
  }

  private boolean isAsking() {
    for (Taker taker : takers) {
      if (taker.isAsking()) {
        return true;
      }
    }
    return false;
  }

  private boolean hasArrived() {
    for (Taker taker : takers) {
      if (taker.hasArrived()) {
        return true;
      }
    }
    return false;
  }

  /** Adds a letter that came another way. */
  synchronized void add(Parcel parcel) {
    letters.add(new Numbered(++last, parcel));
  }

  private synchronized void receive() {
    for (Taker taker : takers) {
      for (Taken job = taker.poll(); job != null; job = taker.poll()) {
        for (Letter letter : letters(job)) {
          letters.add(new Numbered(++last, letter.parcel()));
        }
        open.add(new Open(job, last));
      }
    }
  }

  /** What somebody else has submitted to this function is no letter, and is passed over. */
  private static List<Letter> letters(Taken job) {
    try {
      return Envelope.read(job.data());
    } catch (IllegalArgumentException e) {
      System.getLogger(Mailbox.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "dropped a job of " + job.function() + ": " + e.getMessage());
      return List.of();
    }
  }

  private synchronized Mail after(long position, String unchanged, int max) {
    List<Parcel> parcels = new ArrayList<>();
    long at = position;
    Iterator<Numbered> each = letters.iterator();
    while (each.hasNext() && parcels.size() < max) {
      Numbered letter = each.next();
      if (letter.number() > position) {
        parcels.add(letter.parcel());
        at = letter.number();
      }
    }
    return parcels.isEmpty() ? Mail.none(unchanged) : new Mail(parcels, Long.toString(at), 0);
  }

  /** What was read need not be kept: neither here nor by the server. */
  private synchronized void pass(long position) {
    while (!letters.isEmpty() && letters.peek().number() <= position) {
      letters.poll();
    }
    while (!open.isEmpty() && open.peek().last() <= position) {
      Taken job = open.poll().job();
      if (job.isHeld()) {
        List<Frame> done =
            List.of(new Frame(Kind.WORK_COMPLETE, Frame.bytes(job.handle()), new byte[0]));
        boolean unused = job.taker().peer().say(done);
      }
    }
  }

  /** Takes all that is there, and drops it. */
  void close() {
    try {
      do {
        look();
        receive();
        pass(Long.MAX_VALUE);
      } while (hasArrived());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Taker taker : takers) {
      taker.offer(Set.of());
    }
  }
}
