package io.revolve.provider.process.pool;

/** A process that is there. */
record Started(Child child, Greeted greeted) {}
