package io.revolve.testkit.torture;

/**
 * A run of a task, as its worker's JVM has witnessed it.
 *
 * @param task its number
 * @param attempt which attempt it was
 * @param pid the process that it ran in
 * @param began in milliseconds since 1970
 * @param hasEnded whether the callback came to its end
 */
record Run(int task, int attempt, long pid, long began, boolean hasEnded) {}
