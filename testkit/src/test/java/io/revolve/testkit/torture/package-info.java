/** The torture's own account is tested: what it overlooks would be believed. */
@NullMarked
package io.revolve.testkit.torture;

import org.jspecify.annotations.NullMarked;
