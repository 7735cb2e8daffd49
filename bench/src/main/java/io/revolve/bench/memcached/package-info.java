/** Revolve's messages through memcached beside the bare client, on a server of the run's own. */
@NullMarked
package io.revolve.bench.memcached;

import org.jspecify.annotations.NullMarked;
