package io.revolve.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of a task.
 *
 * @param id the task's id
 * @param name its name
 * @param queue its queue
 * @param state where it is
 * @param attempt the run it is in, or was last; 0 before the first
 * @param worker who has it, while it runs
 * @param queuedAt when it was accepted
 * @param endedAt when it ended
 * @param failure why it failed for good
 */
public record TaskStatus(
    String id,
    String name,
    String queue,
    TaskState state,
    int attempt,
    @Nullable String worker,
    Instant queuedAt,
    @Nullable Instant endedAt,
    @Nullable Failure failure) {}
