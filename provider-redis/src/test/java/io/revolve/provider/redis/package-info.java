/**
 * Tests against real servers, which they start themselves on free ports: the contract, and the bad
 * days of a server that stays away, forgets or is full.
 */
@NullMarked
package io.revolve.provider.redis;

import org.jspecify.annotations.NullMarked;
