package io.revolve.bench.redis;

import io.revolve.bench.Flight;

/** The side of a contender that submits and hears of the ends. Used by one thread. */
interface Front extends AutoCloseable {

  /** The queue that a back works on all the time. */
  String LIVE = "live";

  /** The queue that nobody works on before it is asked to. */
  String PARKED = "parked";

  /** Hands over so many tasks in one go, one by one if it is one; each lands when it has ended. */
  void send(int tasks, Flight flight) throws Exception;

  /** Waits until so many tasks at most are under way. */
  default void await(Flight flight, int most) throws InterruptedException {
    flight.awaitAtMost(most);
  }

  /** Queues so many tasks in one go where nobody works yet. */
  void park(int tasks) throws Exception;

  /**
   * Has the back say something so many times, with pauses, and listens.
   *
   * @return for each how many nanoseconds it took to be heard
   */
  default long[] hear(int events) throws Exception {
    throw new UnsupportedOperationException("this contender has no events");
  }

  @Override
  void close();
}
