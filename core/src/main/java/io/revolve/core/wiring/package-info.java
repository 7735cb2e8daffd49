/**
 * Guice, behind Make: what is bound and how handlers are made. No other package of the core knows
 * that there is a container.
 */
@NullMarked
package io.revolve.core.wiring;

import org.jspecify.annotations.NullMarked;
