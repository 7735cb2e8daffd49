/**
 * Revolve on Gearman beside libgearman's C API and PHP's ext-gearman, on the same server. Each
 * contender has a process that submits (its front) and one that works (its back); all obey lines on
 * their standard input.
 */
@NullMarked
package io.revolve.bench.gearman;

import org.jspecify.annotations.NullMarked;
