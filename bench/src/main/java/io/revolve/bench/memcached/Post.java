package io.revolve.bench.memcached;

/** Carries messages from writers, each with a number, to one reader. */
interface Post extends AutoCloseable {

  /** What it is called in the table. */
  String name();

  /** Sends some messages of a writer; returns when they are safe. */
  void send(int writer, int count) throws Exception;

  /** Receives what has come; waits a moment if nothing has. Returns how many. */
  int receive() throws Exception;

  /** Begins a round with nothing under way. */
  void clear();

  @Override
  void close();
}
