/**
 * The command line: one class for each command, and how errors become exit codes. What it shows is
 * drawn by {@code screen}; what it does is done by {@code io.revolve.Make}, never by the core
 * inside.
 */
@NullMarked
package io.revolve.cli;

import org.jspecify.annotations.NullMarked;
