/**
 * What a terminal shows: colours, bars, tables and a region that is redrawn in place, each falling
 * back to plain text where there is no terminal. Nothing here knows of tasks or commands.
 */
@NullMarked
package io.revolve.cli.screen;

import org.jspecify.annotations.NullMarked;
