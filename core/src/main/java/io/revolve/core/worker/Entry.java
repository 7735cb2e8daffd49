package io.revolve.core.worker;

import io.revolve.spi.Letter;
import io.revolve.spi.Settlement;
import org.jspecify.annotations.Nullable;

/** What goes through a worker's outbox. */
sealed interface Entry {

  /**
   * A message to a client.
   *
   * @param letter what is sent
   */
  record Event(Letter letter) implements Entry {}

  /**
   * The end of an attempt.
   *
   * @param attempt what ended
   * @param settlement how
   * @param last the message that follows once it is settled; null for none
   */
  record Outcome(Attempt attempt, Settlement settlement, @Nullable Letter last) implements Entry {}
}
