package io.revolve.api;

import java.time.Instant;

/**
 * A task that failed for good.
 *
 * @param id the task's id
 * @param name its name
 * @param queue its queue
 * @param failure why
 * @param diedAt when
 * @param payload the payload's bytes, exactly as they were sent
 */
public record DeadLetter(
    String id, String name, String queue, Failure failure, Instant diedAt, byte[] payload) {}
