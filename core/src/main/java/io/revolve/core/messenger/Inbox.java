package io.revolve.core.messenger;

import io.revolve.api.EngineException;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one address of a message link from the start and hands each message on, one at a time and
 * in order. Where the link says that something has come, it is read on the thread that sent it, or
 * later on the owner's if that is soon enough; otherwise a thread of its own waits. Thread safe.
 */
public final class Inbox implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Inbox.class.getName());
  private static final int MOST = 512;

  /** An owner that never looks must not fill the engine's memory. */
  private static final int MOST_ARRIVALS = 100;

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final long PAUSE_AFTER_ERROR_MILLIS = 200;
  private static final long PAUSE_MILLIS = 5;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

  private final MessageLink link;
  private final String address;
  private final WireFormat format;
  private final Owner owner;
  private final ReentrantLock reading = new ReentrantLock();

  /** Set by arrivals, cleared by the reader before it reads: none is overlooked. */
  private volatile boolean arrived;

  /** How often something has come since the last reading, or nearly so often. */
  private int arrivals;

  private final AtomicInteger pauses = new AtomicInteger();
  private volatile boolean closed;

  /** Guarded by {@code reading}. */
  private String position = Mail.START;

  private @Nullable Pump pump;

  private final Expectation expectation;

  /** Whether the last read failed: that is said once, and not each time that it is tried again. */
  private volatile boolean failing;

  /** An inbox that does not read yet. */
  public Inbox(MessageLink link, String address, WireFormat format, Owner owner) {
    this.link = link;
    this.address = address;
    this.format = format;
    this.owner = owner;
    expectation = new Expectation(link, address, owner::isExpecting);
  }

  /** Begins to read whenever something comes. */
  public void open() {
    if (!link.onArrival(address, this::arrive)) {
      Pump own = new Pump("revolve-inbox-" + address, this::pump);
      pump = own;
      own.start();
    }
  }

  private void arrive() {
    if (owner.isWaiting() || ++arrivals > MOST_ARRIVALS) {
      drain();
      return;
    }
    if (!arrived) {
      arrived = true;
    }
    owner.arrived();
  }

  /** The owner expects something more from now on. */
  public void expect() {
    if (pump != null) {
      expectation.begin();
    }
  }

  /** Whether something has come that was not read. */
  public boolean hasArrived() {
    return arrived;
  }

  /** Reads what has come, if something has. */
  public void drainIfArrived() {
    if (arrived) {
      drain();
    }
  }

  /**
   * Reads all that is there, without waiting. If another thread is reading, that one reads on
   * instead.
   */
  public void drain() {
    arrived = true;
    while (arrived && !closed && owner.hasRoom() && reading.tryLock()) {
      try {
        arrived = false;
        arrivals = 0;
        boolean more = true;
        while (more) {
          more = take(Duration.ZERO) && owner.hasRoom();
        }
      } catch (EngineException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot read " + address, e);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        reading.unlock();
      }
    }
  }

  /**
   * Reads all that was there when it was called; waits for a thread that reads, which may wait for
   * more itself.
   *
   * @return false if something is left, since the owner has no room for more
   * @throws EngineException if the link fails, so that nobody knows what is there
   */
  public boolean catchUp() throws InterruptedException {
    pauses.incrementAndGet();
    try {
      reading.lockInterruptibly();
      try {
        boolean more = true;
        while (more && owner.hasRoom()) {
          more = take(Duration.ZERO);
        }
        return !more;
      } finally {
        reading.unlock();
      }
    } finally {
      pauses.decrementAndGet();
    }
  }

  /**
   * Reads on the caller's thread until it has what it waits for, so that it need not be woken;
   * while another thread reads, waits for that. Returns at once where what comes is read on the
   * thread that sent it.
   *
   * @param done what is waited for; a change that no message brings must be told by {@link #call}
   * @throws InterruptedException as {@link #lead}
   */
  public void await(BooleanSupplier done, long nanos) throws InterruptedException {
    Pump own = pump;
    if (own == null) {
      return;
    }
    long end = System.nanoTime() + nanos;
    try {
      long left = nanos;
      while (left > 0 && !closed && !done.getAsBoolean()) {
        if (!tryLead(own, left, () -> !done.getAsBoolean())) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          long most = mayRead() ? WAIT.toNanos() : PAUSE_NANOS;
          own.follow(() -> isRead() && !done.getAsBoolean(), Math.min(left, most));
        }
        left = end - System.nanoTime();
      }
    } finally {
      own.callNext();
    }
  }

  /** Has a thread look again at what it {@link #await awaits}. */
  public void call(Thread waiter) {
    Pump own = pump;
    if (own != null) {
      own.call(waiter, link::wake);
    }
  }

  private boolean isRead() {
    return reading.isLocked() || !mayRead();
  }

  /**
   * Reads on the caller's thread what comes next, and waits for it: so nobody need be woken.
   *
   * @param nothingYet whether the caller still has to wait; looked at once nobody else reads
   * @return false if the caller must wait until it is told: another thread reads, or what comes is
   *     read on the thread that sent it, or the caller is handed a message right now
   * @throws InterruptedException if the thread is interrupted; it may notice a second late, since
   *     not every engine's connection can be interrupted
   */
  public boolean lead(long nanos, BooleanSupplier nothingYet) throws InterruptedException {
    Pump own = pump;
    if (own == null) {
      return false;
    }
    try {
      return tryLead(own, nanos, nothingYet);
    } finally {
      own.callNext();
    }
  }

  private boolean tryLead(Pump own, long nanos, BooleanSupplier nothingYet)
      throws InterruptedException {
    own.stayBack();
    if (!mayRead() || reading.isHeldByCurrentThread() || !reading.tryLock()) {
      return false;
    }
    if (Thread.interrupted()) {
      reading.unlock();
      throw new InterruptedException();
    }
    own.led();
    try {
      if (nothingYet.getAsBoolean()) {
        boolean unused = take(Duration.ofNanos(Math.min(nanos, WAIT.toNanos())));
      }
      return true;
    } catch (EngineException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot read " + address, e);
      return false;
    } finally {
      own.left();
      reading.unlock();
    }
  }

  /** Has the thread that leads look at what it waits for, unless that is the caller. */
  public void wakeLeader() {
    Pump own = pump;
    if (own != null && own.isLedByAnother()) {
      link.wake();
    }
  }

  /** Does something while nothing is read. */
  public void whilePaused(Runnable action) {
    pauses.incrementAndGet();
    link.wake();
    reading.lock();
    try {
      action.run();
    } finally {
      reading.unlock();
      pauses.decrementAndGet();
    }
    drain();
  }

  @Override
  public void close() {
    closed = true;
    Pump own = pump;
    if (own != null) {
      own.stop();
      try {
        link.wake();
      } catch (EngineException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot wake the reader of " + address, e);
      }
    }
  }

  private void pump() {
    Pump own = Objects.requireNonNull(pump);
    while (!closed && own.rest()) {
      try {
        if (mayRead()) {
          reading.lockInterruptibly();
          try {
            take(WAIT);
          } finally {
            reading.unlock();
          }
        } else {
          Thread.sleep(PAUSE_MILLIS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        pauseAfter(e);
      }
    }
  }

  private boolean mayRead() {
    return !closed && pauses.get() == 0 && owner.hasRoom();
  }

  private void pauseAfter(RuntimeException error) {
    if (!failing && !closed) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "cannot read messages to {0}, and goes on trying: {1}",
          address,
          error.getMessage());
    }
    failing = true;
    LOGGER.log(System.Logger.Level.DEBUG, "cannot read " + address, error);
    try {
      Thread.sleep(PAUSE_AFTER_ERROR_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private boolean take(Duration wait) throws InterruptedException {
    if (pump != null) {
      expectation.check();
    }
    Mail mail = link.read(address, position, MOST, wait);
    position = mail.position();
    failing = false;
    if (mail.lost() > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} messages to {1} were dropped before they were read",
          mail.lost(),
          address);
    }
    for (Parcel parcel : mail.parcels()) {
      hand(parcel);
    }
    return !mail.parcels().isEmpty();
  }

  private void hand(Parcel parcel) {
    try {
      owner.take(format.message(parcel));
    } catch (UndecodableException e) {
      LOGGER.log(System.Logger.Level.WARNING, "dropped a message to " + address, e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot take a message to " + address, e);
    }
  }

  /** Whose inbox it is: one that takes messages as they come, where nothing else is said. */
  @FunctionalInterface
  public interface Owner {

    /** Takes the next message. */
    void take(WireMessage message);

    /** While this is false, messages stay with the link. */
    default boolean hasRoom() {
      return true;
    }

    /** Whether something may come. */
    default boolean isExpecting() {
      return true;
    }

    /** Whether messages are taken at once; otherwise the owner drains what has come. */
    default boolean isWaiting() {
      return true;
    }

    /** Something has come, and is there to be drained. */
    default void arrived() {}
  }
}
