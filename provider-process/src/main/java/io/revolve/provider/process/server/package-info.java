/** A pool of processes that is called over sockets, in AMP's frames. Knows nothing of tasks. */
@NullMarked
package io.revolve.provider.process.server;

import org.jspecify.annotations.NullMarked;
