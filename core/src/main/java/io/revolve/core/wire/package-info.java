/**
 * What travels: the headers of jobs and messages as records, and parcels that hold them. Encoding
 * is left to the codec, so nothing here knows a format.
 */
@NullMarked
package io.revolve.core.wire;

import org.jspecify.annotations.NullMarked;
