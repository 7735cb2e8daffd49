package io.revolve.spi;

import org.jspecify.annotations.Nullable;

/**
 * A job that a worker has for a while.
 *
 * @param id the job's id; for a job that the link cannot read, any id by which it can be settled
 * @param name the name of the work
 * @param queue its queue
 * @param delivery how often the job has been handed out, this time included, from 1; the fence
 *     against earlier holders. 1 where the engine cannot count
 * @param cancelled whether it was cancelled in the meantime, so that it must not run
 * @param parcel what was submitted, or put back with the last release
 * @param token the link's own mark; null if it needs none
 */
public record Lease(
    String id,
    String name,
    String queue,
    int delivery,
    boolean cancelled,
    Parcel parcel,
    @Nullable Object token) {}
