/**
 * A pool of worker processes, which is of use without the rest of Revolve: calls go in, and each is
 * answered by one process. Knows nothing of tasks.
 */
@NullMarked
package io.revolve.provider.process.pool;

import org.jspecify.annotations.NullMarked;
