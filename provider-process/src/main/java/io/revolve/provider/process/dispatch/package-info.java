/**
 * Runs commands, so many at once, which is of use without the rest of Revolve. Knows nothing of
 * tasks, nor of what commands do; whom it shares a limit with is the limit's affair.
 */
@NullMarked
package io.revolve.provider.process.dispatch;

import org.jspecify.annotations.NullMarked;
