package io.revolve.spi;

import io.revolve.api.EngineException;
import java.time.Duration;
import java.util.List;

/**
 * Carries messages by address: a bounded log for each, written by many and read by position. Thread
 * safe. Every method throws {@link EngineException} if the engine does not answer within the link's
 * timeout.
 *
 * <p>Messages of one call, and of calls one after another, are read in the order in which they were
 * appended. A log is bounded in size and in time; a reader whose next messages were dropped learns
 * how many.
 */
public interface MessageLink extends AutoCloseable {

  /**
   * Appends messages, in about one round trip. May wait a while for a slow reader when a log is
   * full, before it drops the log's oldest messages.
   */
  void append(List<Letter> letters);

  /**
   * Reads what comes after a position.
   *
   * @param address whose log
   * @param after {@link Mail#START}, or the position of an earlier read
   * @param max how many at most
   * @param wait how long to wait for the first; zero never blocks
   * @return the messages; none after {@code wait} or {@link #wake()}
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Mail read(String address, String after, int max, Duration wait) throws InterruptedException;

  /**
   * Runs something whenever messages have come to an address, on the thread that appended them.
   * Must be quick.
   *
   * @return false if the engine cannot: the caller reads in a thread of its own then
   */
  default boolean onArrival(String address, Runnable arrival) {
    return false;
  }

  /**
   * Says that something is expected at an address from now on, or no longer; and again when more is
   * expected. A hint for an engine that calls nobody, whose link asks often while an answer may
   * come, and seldom while none can.
   */
  default void expect(String address, boolean soon) {}

  /** Forgets an address: its log, and what {@link #onArrival} was given for it. */
  void forget(String address);

  /** Makes every call of {@link #read} that now waits on this link return early. */
  void wake();

  /** Asks the engine for a sign of life. */
  void ping();

  /** Lets go of all resources; waiting calls return. May be called twice. */
  @Override
  void close();
}
