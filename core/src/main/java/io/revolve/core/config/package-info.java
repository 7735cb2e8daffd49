/**
 * Reads config maps: every key that is asked for, every problem at once, no secret ever printed.
 * What the keys mean lives elsewhere, and nothing here opens, parses or connects to anything.
 */
@NullMarked
package io.revolve.core.config;

import org.jspecify.annotations.NullMarked;
