/**
 * Side-by-side measurements: each number of Revolve stands beside a baseline's of the same run.
 * What is measured is used as a user uses it, through {@code io.revolve.api} and {@code
 * io.revolve.Make} alone.
 */
@NullMarked
package io.revolve.bench;

import org.jspecify.annotations.NullMarked;
