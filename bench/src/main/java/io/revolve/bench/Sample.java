package io.revolve.bench;

/**
 * What one round of one contender showed.
 *
 * @param perSecond tasks per second, with many under way
 * @param cpu nanoseconds of all threads together per task; the figure that a busy machine skews
 *     least
 * @param bytes allocated per task, by all threads together
 * @param median nanoseconds from the call to the end, one task at a time
 * @param p99 the same for the slowest task of a hundred
 */
record Sample(double perSecond, double cpu, double bytes, double median, double p99) {}
