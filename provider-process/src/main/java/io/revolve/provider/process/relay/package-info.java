/** How bytes get to a process and back: by its standard streams, or by a socket. */
@NullMarked
package io.revolve.provider.process.relay;

import org.jspecify.annotations.NullMarked;
