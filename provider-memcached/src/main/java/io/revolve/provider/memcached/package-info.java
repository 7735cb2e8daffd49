/**
 * Messages through memcached. Nothing here knows what a message means, and no job goes this way.
 */
@NullMarked
package io.revolve.provider.memcached;

import org.jspecify.annotations.NullMarked;
