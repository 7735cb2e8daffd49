package io.revolve.cli.demo;

/**
 * The payload of the task that is cancelled.
 *
 * @param file what to hash, over and over
 * @param rounds how often; more than anyone waits for
 * @param pause how long to wait after each round, in milliseconds
 */
record Hashing(String file, int rounds, int pause) {}
