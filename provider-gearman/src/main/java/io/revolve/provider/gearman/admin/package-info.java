/**
 * What a gearmand says of itself and can be told to do, over the text protocol of its own tools.
 * Knows nothing of tasks, and can be used by itself.
 */
@NullMarked
package io.revolve.provider.gearman.admin;

import org.jspecify.annotations.NullMarked;
