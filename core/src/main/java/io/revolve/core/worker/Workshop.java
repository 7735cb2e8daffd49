package io.revolve.core.worker;

import io.revolve.core.clock.Ticker;
import io.revolve.core.clock.WallClock;
import io.revolve.core.codec.WireFormat;
import java.util.concurrent.Executor;

/**
 * What the attempts of one worker share.
 *
 * @param settings how the worker behaves
 * @param format how headers and payloads are written
 * @param maxMessage the largest event that it carries, in bytes
 * @param outbox what the worker has to say
 * @param keeper keeps the leases
 * @param wall the time of day
 * @param ticker runs what is short and due
 * @param listeners runs listeners of tasks
 * @param counts what was done
 */
record Workshop(
    WorkerSettings settings,
    WireFormat format,
    long maxMessage,
    Outbox outbox,
    LeaseKeeper keeper,
    WallClock wall,
    Ticker ticker,
    Executor listeners,
    Counts counts) {}
