package io.revolve.spi;

import org.jspecify.annotations.Nullable;

/**
 * One message to be sent.
 *
 * @param address whose log it goes to
 * @param coalesce a key: an unread letter of the same key at the same address may be dropped in
 *     favour of this one; null for a letter that must not be dropped
 * @param parcel what it says
 * @param job the id of the job that says it, where the sender holds that job: an engine that
 *     carries messages along with a job sends it so; null for none
 */
public record Letter(
    String address, @Nullable String coalesce, Parcel parcel, @Nullable String job) {

  /** A letter that no job says. */
  public Letter(String address, @Nullable String coalesce, Parcel parcel) {
    this(address, coalesce, parcel, null);
  }
}
