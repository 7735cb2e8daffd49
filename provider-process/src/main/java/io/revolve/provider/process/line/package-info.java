/**
 * Connections that one thread reads and writes, with or without TLS, for the job server and its
 * clients. Knows nothing of what is said.
 */
@NullMarked
package io.revolve.provider.process.line;

import org.jspecify.annotations.NullMarked;
