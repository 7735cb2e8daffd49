/** The Gearman provider on a real gearmand. */
@NullMarked
package io.revolve.provider.gearman;

import org.jspecify.annotations.NullMarked;
