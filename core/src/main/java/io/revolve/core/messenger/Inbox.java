package io.revolve.core.messenger;

import io.revolve.api.EngineException;
import io.revolve.core.codec.UndecodableException;
import io.revolve.core.codec.WireFormat;
import io.revolve.core.wire.WireMessage;
import io.revolve.spi.Mail;
import io.revolve.spi.MessageLink;
import io.revolve.spi.Parcel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one address of a message link from the start and hands each message on, one at a time and
 * in order. Where the link says that something has come, it is read on the thread that sent it;
 * otherwise a thread of its own waits. Thread safe.
 */
public final class Inbox implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Inbox.class.getName());
  private static final int MOST = 512;
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final long PAUSE_AFTER_ERROR_MILLIS = 200;
  private static final long PAUSE_MILLIS = 5;

  private final MessageLink link;
  private final String address;
  private final WireFormat format;
  private final Consumer<WireMessage> reader;
  private final BooleanSupplier hasRoom;
  private final ReentrantLock reading = new ReentrantLock();

  /** Set by arrivals, cleared by the reader before it reads: none is overlooked. */
  private volatile boolean arrived;

  private final AtomicInteger pauses = new AtomicInteger();
  private volatile boolean closed;

  /** Guarded by {@code reading}. */
  private String position = Mail.START;

  private @Nullable Thread pump;

  /**
   * An inbox that does not read yet.
   *
   * @param hasRoom while this is false, messages stay with the link
   */
  public Inbox(
      MessageLink link,
      String address,
      WireFormat format,
      Consumer<WireMessage> reader,
      BooleanSupplier hasRoom) {
    this.link = link;
    this.address = address;
    this.format = format;
    this.reader = reader;
    this.hasRoom = hasRoom;
  }

  /** Begins to read whenever something comes. */
  public void open() {
    if (!link.onArrival(address, this::drain)) {
      Thread thread = new Thread(this::pump, "revolve-inbox-" + address);
      thread.setDaemon(true);
      pump = thread;
      thread.start();
    }
  }

  /**
   * Reads all that is there, without waiting. If another thread is reading, that one reads on
   * instead.
   */
  public void drain() {
    arrived = true;
    while (arrived && !closed && hasRoom.getAsBoolean() && reading.tryLock()) {
      try {
        arrived = false;
        boolean more = true;
        while (more) {
          more = take(Duration.ZERO) && hasRoom.getAsBoolean();
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
    Thread thread = pump;
    if (thread != null) {
      thread.interrupt();
      try {
        link.wake();
      } catch (EngineException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot wake the reader of " + address, e);
      }
    }
  }

  private void pump() {
    while (!closed) {
      try {
        if (pauses.get() == 0 && hasRoom.getAsBoolean()) {
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

  private void pauseAfter(RuntimeException error) {
    LOGGER.log(System.Logger.Level.DEBUG, "cannot read " + address, error);
    try {
      Thread.sleep(PAUSE_AFTER_ERROR_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private boolean take(Duration wait) throws InterruptedException {
    Mail mail = link.read(address, position, MOST, wait);
    position = mail.position();
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
      reader.accept(format.message(parcel));
    } catch (UndecodableException e) {
      LOGGER.log(System.Logger.Level.WARNING, "dropped a message to " + address, e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot take a message to " + address, e);
    }
  }
}
