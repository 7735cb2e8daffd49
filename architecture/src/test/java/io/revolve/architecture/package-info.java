/**
 * Tests that read the compiled classes of every module and hold the rules between them. No module
 * may depend on this one.
 */
@NullMarked
package io.revolve.architecture;

import org.jspecify.annotations.NullMarked;
