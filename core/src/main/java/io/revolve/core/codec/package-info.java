/**
 * The only place that knows Jackson: payloads, headers and config files as text. What the values
 * mean is decided elsewhere.
 */
@NullMarked
package io.revolve.core.codec;

import org.jspecify.annotations.NullMarked;
