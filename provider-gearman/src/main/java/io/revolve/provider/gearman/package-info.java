/** Jobs and messages through gearmand. */
@NullMarked
package io.revolve.provider.gearman;

import org.jspecify.annotations.NullMarked;
