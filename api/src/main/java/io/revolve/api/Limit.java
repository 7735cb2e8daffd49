package io.revolve.api;

import java.util.Optional;

/**
 * So many at once, together with everyone who has opened a limit of the same name at the same
 * place. Thread safe.
 *
 * <p>A slot of a holder that has died comes back by itself. Whoever waits longest comes next, as
 * far as the place can tell.
 */
public interface Limit extends AutoCloseable {

  /** What it is shared by. */
  String name();

  /** How many slots it has. */
  int size();

  /**
   * Takes a slot, and waits for it as long as it takes.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws EngineException if the place where slots are kept does not answer; nothing was taken
   * @throws IllegalStateException if the limit is closed
   */
  Slot acquire() throws InterruptedException;

  /**
   * Takes a slot if one is free.
   *
   * @throws EngineException if the place where slots are kept does not answer
   * @throws IllegalStateException if the limit is closed
   */
  Optional<Slot> tryAcquire();

  /** Gives back the slots that are held, and ends the waiting. May be called twice. */
  @Override
  void close();

  /** A slot that is held. Thread safe. */
  interface Slot extends AutoCloseable {

    /**
     * Whether it is still this holder's. It may be lost where slots are leased, if the place was
     * out of reach for longer than a lease.
     */
    boolean isHeld();

    /** Gives it back. May be called twice. */
    @Override
    void close();
  }
}
