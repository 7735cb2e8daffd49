/**
 * Revolve on Redis beside other queues on the same server. Each contender has a process that
 * submits (its front) and one that works (its back); both obey lines on their standard input.
 * Nothing of a peer is known outside the two classes that have its name.
 */
@NullMarked
package io.revolve.bench.redis;

import org.jspecify.annotations.NullMarked;
