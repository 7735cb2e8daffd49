/**
 * Limits that the processes of one machine share through locks on files. Knows nothing of what is
 * limited.
 */
@NullMarked
package io.revolve.provider.process.limit;

import org.jspecify.annotations.NullMarked;
