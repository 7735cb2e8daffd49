/**
 * A task as its client configured and follows it: its options, its log of messages, its listeners.
 * Nothing here talks to a link.
 */
@NullMarked
package io.revolve.core.task;

import org.jspecify.annotations.NullMarked;
