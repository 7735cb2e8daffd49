/**
 * Tests of the local engine's own promises: order, fences, waking, bounds. What every provider must
 * keep is tested by the contract, not here.
 */
@NullMarked
package io.revolve.provider.local;

import org.jspecify.annotations.NullMarked;
