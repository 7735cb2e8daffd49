/**
 * The single steps of a task's way inside one JVM, timed by JMH: {@code ./bench/run jmh}. This is
 * the only place of the module that may look behind the api, at the codec and the wire format.
 */
@NullMarked
package io.revolve.bench.jmh;

import org.jspecify.annotations.NullMarked;
