package io.revolve.core.client;

import java.time.Duration;

/**
 * How a client behaves.
 *
 * @param id its name
 * @param inbox the address of its inbox
 * @param named whether a user gave the name, so that another client may read on under it
 * @param timeout how long a call tries to reach the engine
 * @param history how many messages of a task are kept for late listeners
 * @param buffer how many messages may wait for a read before the inbox is left alone
 * @param reconcile after what silence the engine is asked about a task
 */
public record ClientSettings(
    String id,
    String inbox,
    boolean named,
    Duration timeout,
    int history,
    int buffer,
    Duration reconcile) {}
