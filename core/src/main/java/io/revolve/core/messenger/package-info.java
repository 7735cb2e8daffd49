/** Messengers: a message link by itself, with events for parcels. */
@NullMarked
package io.revolve.core.messenger;

import org.jspecify.annotations.NullMarked;
