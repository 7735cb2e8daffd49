/**
 * The demo: real work over real files on the embedded provider, made visible. It uses the public
 * interfaces only, so that it shows what any program can do.
 */
@NullMarked
package io.revolve.cli.demo;

import org.jspecify.annotations.NullMarked;
