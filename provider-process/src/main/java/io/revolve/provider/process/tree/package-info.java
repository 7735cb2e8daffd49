/** Processes of this machine, and what they have started. */
@NullMarked
package io.revolve.provider.process.tree;

import org.jspecify.annotations.NullMarked;
