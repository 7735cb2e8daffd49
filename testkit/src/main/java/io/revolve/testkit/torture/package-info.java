/**
 * Workers and engines that are killed at random while clients watch, and an account of all that
 * happened. For any provider whose engine is outside this JVM; a provider says only how its engine
 * is killed and started again.
 */
@NullMarked
package io.revolve.testkit.torture;

import org.jspecify.annotations.NullMarked;
