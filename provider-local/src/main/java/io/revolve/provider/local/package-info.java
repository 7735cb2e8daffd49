/**
 * The embedded engine: jobs and messages in this JVM's memory, met by namespace. It hands over
 * objects as they are and knows nothing of what they mean; no thread of its own and no byte that
 * leaves the JVM may live here.
 */
@NullMarked
package io.revolve.provider.local;

import org.jspecify.annotations.NullMarked;
