package io.revolve.testkit.torture;

import java.time.Duration;

/**
 * How much is done, and how much is killed.
 *
 * @param workers worker JVMs, of which all but those just killed are there at any time
 * @param clients client JVMs, which share the tasks
 * @param tasks how many in all; handed over evenly in {@code length}
 * @param length for how long it is killed
 * @param killEvery how often a worker is killed
 * @param engineKills how often the engine is killed, spread over the length
 * @param lease of the workers
 * @param seed of all that is random: who is killed, and when the engine is
 */
public record Plan(
    int workers,
    int clients,
    int tasks,
    Duration length,
    Duration killEvery,
    int engineKills,
    Duration lease,
    long seed) {

  /** The system property that gives the seed. */
  public static final String SEED = "torture.seed";

  /** The seed that was given, or a new one. */
  public static long givenSeed() {
    return Long.getLong(SEED, System.nanoTime() & 0xffff_ffffL);
  }

  /** The tasks of each client. */
  int share() {
    return tasks / clients;
  }
}
