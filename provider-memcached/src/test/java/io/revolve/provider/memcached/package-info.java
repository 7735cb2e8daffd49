/**
 * Tests against real servers, which they start themselves on free ports: the contract, and the bad
 * days of a server that forgets, is full, stays away or is silent.
 */
@NullMarked
package io.revolve.provider.memcached;

import org.jspecify.annotations.NullMarked;
