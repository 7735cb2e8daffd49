package io.revolve.provider.process.dispatch;

/** On which thread a dispatcher says what happens: lines, and the completion of futures. */
public enum Delivery {
  /** On the dispatcher's threads, as it happens. */
  AT_ONCE,
  /**
   * On the thread that calls {@link ProcessDispatcher#tick()} or {@link
   * ProcessDispatcher#dispatch()}, and only there. What was not heard yet is bounded: beyond that,
   * commands wait with their output.
   */
  ON_TICK
}
