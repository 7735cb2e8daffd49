/**
 * What {@code revolve run} does: a command for each line, its output and how far it has come. How
 * commands run is the dispatcher's affair.
 */
@NullMarked
package io.revolve.cli.run;

import org.jspecify.annotations.NullMarked;
