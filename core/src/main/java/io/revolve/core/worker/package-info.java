/**
 * The worker: takes leases, runs callbacks, and reports through an outbox. Where jobs come from is
 * a link's business.
 */
@NullMarked
package io.revolve.core.worker;

import org.jspecify.annotations.NullMarked;
