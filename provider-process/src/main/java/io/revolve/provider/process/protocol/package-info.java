/**
 * What a pool and a worker process say to each other, as bytes. Nothing here reads or writes by
 * itself.
 */
@NullMarked
package io.revolve.provider.process.protocol;

import org.jspecify.annotations.NullMarked;
