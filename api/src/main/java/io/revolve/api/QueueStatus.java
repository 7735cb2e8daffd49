package io.revolve.api;

/**
 * What a queue holds.
 *
 * @param name the queue
 * @param waiting tasks that could run now
 * @param delayed tasks that wait for their time, retries included
 * @param running tasks that a worker has
 * @param dead tasks that failed for good
 * @param paused whether the queue is paused
 */
public record QueueStatus(
    String name, long waiting, long delayed, long running, long dead, boolean paused) {}
