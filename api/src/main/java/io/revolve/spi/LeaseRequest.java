package io.revolve.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker takes. The worker passes the same object until something changes, so that a link
 * may keep what it derives from it.
 *
 * @param worker the worker's name, and the address at which its tasks are told something
 * @param queues the queues, with their weights from 1: how often each is looked at first
 * @param names the names it can run; null for all. A link whose engine cannot choose by name may
 *     hand over others, which the core puts back for other workers
 * @param lease how long a lease lasts unless it is extended
 */
public record LeaseRequest(
    String worker, Map<String, Integer> queues, @Nullable Set<String> names, Duration lease) {}
