package io.revolve.api;

import java.time.Duration;

/**
 * A process in which a worker's tasks run, when that is not the worker's own. Immutable.
 *
 * @param pool the name of the pool that it is one of; empty if that has none
 * @param pid of the worker's machine
 * @param state what it does: {@code idle}, {@code working}, {@code leaving}, or another word of a
 *     later version
 * @param calls how many it has answered
 * @param memory how many bytes it has in memory; -1 where that cannot be known
 * @param age since when it is there, in whole milliseconds once it has travelled
 */
public record WorkerProcess(
    String pool, long pid, String state, long calls, long memory, Duration age) {}
