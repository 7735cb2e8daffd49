package io.revolve.core.worker;

import io.revolve.api.EngineException;
import io.revolve.api.RevolveException;
import io.revolve.core.clock.Ticker;
import io.revolve.spi.JobLink;
import io.revolve.spi.Letter;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Settled;
import io.revolve.spi.Settlement;
import io.revolve.spi.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to say, in order: events, then how attempts end, then their terminal messages.
 * The thread that adds something sends it, unless another is sending, which then takes it along: so
 * there is no thread to wake when little is to be sent, and few round trips when much is.
 *
 * <p>While the engine does not answer, things wait here, in order, and the sending is tried again;
 * threads that add more wait when there is too much. Thread safe.
 */
final class Outbox {

  private static final System.Logger LOGGER = System.getLogger(Outbox.class.getName());
  private static final int AT_ONCE = 256;
  private static final int MOST = 20_000;
  private static final Duration RETRY = Duration.ofMillis(200);

  private final JobLink jobs;
  private final MessageLink messages;

  /** Whether events, ends and last words go to the engine in one step. */
  private final boolean together;

  /** Whether last words go before the end is settled; see {@link #send()}. */
  private final boolean saysFirst;

  private final Ticker ticker;
  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final Runnable soon;

  /** Says which runs have begun, as far as it is due; true if some are not due yet. */
  private final BooleanSupplier beginnings;

  private volatile boolean someHaveBegun;
  private long sentBefore;
  private final AtomicInteger size = new AtomicInteger();
  private final ReentrantLock sending = new ReentrantLock();

  /** What is being sent, in three steps; guarded by {@code sending}. */
  private final List<Letter> events = new ArrayList<>();

  private final List<Entry.Outcome> outcomes = new ArrayList<>();
  private final List<Letter> lasts = new ArrayList<>();
  private int taken;
  private final AtomicLong sent = new AtomicLong();

  Outbox(
      JobLink jobs,
      MessageLink messages,
      boolean saysFirst,
      Ticker ticker,
      BooleanSupplier beginnings,
      Runnable soon) {
    this.jobs = jobs;
    this.messages = messages;
    together = jobs.canSettleWith(messages);
    this.saysFirst = saysFirst && !together;
    this.ticker = ticker;
    this.beginnings = beginnings;
    this.soon = soon;
  }

  /** Adds without sending: a {@link #flush()} or {@link #flushSoon()} must follow. */
  void add(Entry entry) {
    queue.add(entry);
    size.incrementAndGet();
  }

  /** A run has begun, which is said within a millisecond or two, or with its end. */
  void begun() {
    if (!someHaveBegun) {
      someHaveBegun = true;
    }
    soon.run();
  }

  /** Says which runs have begun, and sends what nobody else has sent since the last time. */
  void flushLate() {
    if (someHaveBegun) {
      someHaveBegun = false;
      if (beginnings.getAsBoolean()) {
        someHaveBegun = true;
      }
    }
    long now = sent.get();
    if (now == sentBefore) {
      flush();
    }
    sentBefore = now; // Where others send all the time, what is there now has just come.
  }

  /** Sends within a millisecond or two, or along with what is sent sooner. */
  void flushSoon() {
    soon.run();
  }

  /** Whether so much waits that no more should be made. */
  boolean isFull() {
    return size.get() > MOST;
  }

  int size() {
    return size.get();
  }

  /** Whether there is nothing to be sent, now or soon. */
  boolean isIdle() {
    return isEmpty() && !someHaveBegun;
  }

  boolean isEmpty() {
    return size.get() == 0;
  }

  /** Sends what is there, or leaves it to the thread that is sending. */
  void flush() {
    while (size.get() > 0 && sending.tryLock()) {
      try {
        send();
      } catch (EngineException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot send; trying again", e);
        ticker.after(RETRY, this::flush);
        return;
      } finally {
        sending.unlock();
      }
    }
  }

  /**
   * Settles only what is said: if this worker is killed after the settlement, or comes to believe
   * that its lease was lost, the engine tells the end, and nothing before it is missing.
   *
   * <p>An engine that keeps no status cannot tell the end, so there the last word is said first,
   * too, unless its link takes both in one step: a worker that is killed in between has its task
   * run again, and its end is heard once.
   */
  private void send() {
    if (taken == 0) {
      take();
    }
    if (!outcomes.isEmpty() && together) {
      settleTogether();
      events.clear();
      outcomes.clear();
    }
    if (!events.isEmpty()) {
      append(events);
      events.clear();
    }
    if (!outcomes.isEmpty()) {
      settled(jobs.settle(settlements()), !saysFirst);
      outcomes.clear();
    }
    if (!lasts.isEmpty()) {
      append(lasts);
      lasts.clear();
    }
    sent.addAndGet(taken);
    size.addAndGet(-taken);
    taken = 0;
  }

  private void take() {
    for (Entry entry = next(); entry != null; entry = next()) {
      taken++;
      if (entry instanceof Entry.Event event) {
        events.add(event.letter());
      } else if (entry instanceof Entry.Outcome outcome) {
        outcomes.add(outcome);
        if (saysFirst) {
          addLast(outcome, events);
        }
      }
    }
  }

  private @Nullable Entry next() {
    return taken < AT_ONCE ? queue.poll() : null;
  }

  /** Appends; a letter that the link refuses for what it is does not hold up the others. */
  private void append(List<Letter> letters) {
    try {
      messages.append(letters);
    } catch (EngineException e) {
      throw e;
    } catch (RevolveException e) {
      LOGGER.log(System.Logger.Level.WARNING, "a message was refused", e);
    }
  }

  private void settleTogether() {
    List<Letter> after = new ArrayList<>(outcomes.size());
    outcomes.forEach(outcome -> addLast(outcome, after));
    Told told = jobs.settle(messages, events, settlements(), after);
    settled(told.settled(), !told.appended());
  }

  private static void addLast(Entry.Outcome outcome, List<Letter> to) {
    if (outcome.last() != null) {
      to.add(outcome.last());
    }
  }

  private List<Settlement> settlements() {
    List<Settlement> settlements = new ArrayList<>(outcomes.size());
    for (Entry.Outcome outcome : outcomes) {
      settlements.add(outcome.settlement());
    }
    return settlements;
  }

  private void settled(List<Settled> settled, boolean lastsUnsaid) {
    for (int i = 0; i < settled.size(); i++) {
      Entry.Outcome outcome = outcomes.get(i);
      switch (settled.get(i)) {
        case DONE -> {
          if (lastsUnsaid) {
            addLast(outcome, lasts);
          }
          outcome.attempt().settled(outcome.settlement());
        }
        case LOST -> outcome.attempt().lost();
        case CANCELLED -> outcome.attempt().cancelledMeanwhile();
      }
    }
  }
}
