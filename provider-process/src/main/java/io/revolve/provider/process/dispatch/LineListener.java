package io.revolve.provider.process.dispatch;

/**
 * Hears the lines of commands. It is called by one thread at a time for each command; which thread,
 * says {@link Delivery}. What it throws is logged, and the next line comes all the same.
 */
@FunctionalInterface
public interface LineListener {

  /** A line was written. */
  void on(Line line);
}
