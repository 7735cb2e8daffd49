/**
 * A small engine in this JVM that others reach over a socket: it proves that the links are good for
 * engines outside, and the contract kit is tested with it. Correct rather than quick; for tests
 * only.
 */
@NullMarked
package io.revolve.testkit.socket;

import org.jspecify.annotations.NullMarked;
