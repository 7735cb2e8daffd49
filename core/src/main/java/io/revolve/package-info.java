/**
 * The way in: {@link io.revolve.Make} builds everything from config maps, which {@link
 * io.revolve.ConfigFile} can read from files. Nothing else of the core is meant for users.
 */
@NullMarked
package io.revolve;

import org.jspecify.annotations.NullMarked;
