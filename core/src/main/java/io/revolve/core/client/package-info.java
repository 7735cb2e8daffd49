/**
 * The client: hands orders to a job link and reads a message link's inbox. How work is run is none
 * of its business.
 */
@NullMarked
package io.revolve.core.client;

import org.jspecify.annotations.NullMarked;
