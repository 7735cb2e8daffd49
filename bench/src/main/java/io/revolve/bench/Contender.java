package io.revolve.bench;

/** One way of having work done in another thread and hearing of its end. */
interface Contender extends AutoCloseable {

  String name();

  /**
   * Hands over one task that does nothing but read its payload, and lands the flight at its end.
   */
  void submit(Payload payload, Flight flight);

  /** Waits until so many tasks at most are under way. */
  default void await(Flight flight, int most) throws InterruptedException {
    flight.awaitAtMost(most);
  }

  @Override
  void close();
}
