/**
 * The test of the kit: links that are broken on purpose, each of which must make the contract fail
 * at the rule that forbids it. A contract that cannot fail is none.
 */
@NullMarked
package io.revolve.testkit.broken;

import org.jspecify.annotations.NullMarked;
