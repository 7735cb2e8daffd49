/**
 * Runs tasks in pools of operating-system processes, of any language. The pool stands in {@code
 * pool}, what goes over the wire in {@code protocol}, and how it gets there in {@code relay}; here
 * is only what makes of them a provider.
 */
@NullMarked
package io.revolve.provider.process;

import org.jspecify.annotations.NullMarked;
