package io.revolve.spi;

import io.revolve.api.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of a job.
 *
 * @param id the job's id
 * @param name the name of the work
 * @param queue its queue
 * @param state where it is
 * @param deliveries how often it has been handed out
 * @param worker who has it, while it runs
 * @param queuedAt when it was accepted
 * @param endedAt when it ended
 * @param parcel what the next worker would get, or the last one got
 * @param outcome the terminal message, once it has ended, while it is kept
 */
public record Job(
    String id,
    String name,
    String queue,
    TaskState state,
    int deliveries,
    @Nullable String worker,
    Instant queuedAt,
    @Nullable Instant endedAt,
    Parcel parcel,
    @Nullable Parcel outcome) {}
