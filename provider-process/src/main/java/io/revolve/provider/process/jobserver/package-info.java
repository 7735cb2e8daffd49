/**
 * The client of a job server as a provider: tasks without headers, in AMP's frames, and what they
 * say.
 */
@NullMarked
package io.revolve.provider.process.jobserver;

import org.jspecify.annotations.NullMarked;
