/**
 * Programs to read and to run, one to a file: {@code ./examples/run} lists them. Each uses only
 * what a user of Revolve has, {@code io.revolve.api} and {@code io.revolve.Make}.
 */
@NullMarked
package io.revolve.examples;

import org.jspecify.annotations.NullMarked;
