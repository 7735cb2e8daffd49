package io.revolve.bench.process;

/** Something that answers calls, from as many threads as there are. */
interface Calls extends AutoCloseable {

  /** Makes one call, and waits for the answer. */
  void call() throws Exception;

  @Override
  void close();
}
