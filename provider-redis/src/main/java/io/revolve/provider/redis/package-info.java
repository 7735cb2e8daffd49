/** Jobs and messages through Redis, or a server that speaks its protocol, such as Valkey. */
@NullMarked
package io.revolve.provider.redis;

import org.jspecify.annotations.NullMarked;
