/** Time: what is done later, or again and again. Nothing here knows what for. */
@NullMarked
package io.revolve.core.clock;

import org.jspecify.annotations.NullMarked;
