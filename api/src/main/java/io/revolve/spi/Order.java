package io.revolve.spi;

import io.revolve.api.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One job to be submitted: what the engine must know to place it, and the parcel.
 *
 * @param id the task's id; submitting the same id again must not make a second job
 * @param name the name of the work, by which workers choose
 * @param queue the queue
 * @param priority its place in the queue
 * @param delay how long it waits at least; zero for none
 * @param unique a key of which at most one job waits or runs; null for none
 * @param retention how long the outcome is kept after the end
 * @param parcel what the worker gets
 */
public record Order(
    String id,
    String name,
    String queue,
    Priority priority,
    Duration delay,
    @Nullable String unique,
    Duration retention,
    Parcel parcel) {}
