/**
 * The contract of {@code docs/contract.md} as tests, which a provider passes by handing over a
 * fixture. Nothing here knows a provider: what is tested differently is told by its capabilities.
 */
@NullMarked
package io.revolve.testkit;

import org.jspecify.annotations.NullMarked;
