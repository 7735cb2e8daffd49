/**
 * Gearman's binary protocol as bytes: packets, connections, and the loop that reads them. Knows
 * nothing of tasks.
 */
@NullMarked
package io.revolve.provider.gearman.protocol;

import org.jspecify.annotations.NullMarked;
