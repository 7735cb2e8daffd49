package io.revolve.spi;

import java.util.List;

/**
 * What came of leases that were ended together with what was said about it.
 *
 * @param settled what came of each lease
 * @param appended whether the letters that were to follow were appended; only if every lease is
 *     {@link Settled#DONE}
 */
public record Told(List<Settled> settled, boolean appended) {}
