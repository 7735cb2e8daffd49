/**
 * JSON in and out of the command line, as plain maps, lists and values. It reads no classes and
 * knows nothing of Revolve: what tasks carry is the core's codec's affair.
 */
@NullMarked
package io.revolve.cli.json;

import org.jspecify.annotations.NullMarked;
