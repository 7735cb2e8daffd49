/**
 * What a provider implements: three narrow links that move bytes, and the config it reads. What the
 * bytes mean is the core's affair; nothing here knows of retries, listeners or encodings.
 */
@NullMarked
package io.revolve.spi;

import org.jspecify.annotations.NullMarked;
