package io.revolve.bench.redis;

/** The side of a contender that works: on the live queue from the beginning until it is closed. */
interface Back extends AutoCloseable {

  /**
   * Works off the parked queue.
   *
   * @param tasks how many tasks are in it
   */
  void drain(int tasks) throws Exception;

  @Override
  void close();
}
