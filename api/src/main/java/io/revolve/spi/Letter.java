package io.revolve.spi;

import org.jspecify.annotations.Nullable;

/**
 * One message to be sent.
 *
 * @param address whose log it goes to
 * @param coalesce a key: an unread letter of the same key at the same address may be dropped in
 *     favour of this one; null for a letter that must not be dropped
 * @param parcel what it says
 */
public record Letter(String address, @Nullable String coalesce, Parcel parcel) {}
