/** A process of a pool that is a JVM, and runs callbacks of the same class path. */
@NullMarked
package io.revolve.provider.process.jvm;

import org.jspecify.annotations.NullMarked;
