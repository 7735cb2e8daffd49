/**
 * Processes of the operating system beside what others make of them: commands beside xargs, pools
 * beside a few lines of plain Java. Each part is a class of its own, and all print into one table.
 */
@NullMarked
package io.revolve.bench.process;

import org.jspecify.annotations.NullMarked;
