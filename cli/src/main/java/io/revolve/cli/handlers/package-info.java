/**
 * The work that the embedded default can do, so that a fresh clone has something to submit. Nothing
 * here may know of the command line: these are tasks like anyone's.
 */
@NullMarked
package io.revolve.cli.handlers;

import org.jspecify.annotations.NullMarked;
