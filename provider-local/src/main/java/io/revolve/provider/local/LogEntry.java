package io.revolve.provider.local;

import io.revolve.spi.Parcel;
import org.jspecify.annotations.Nullable;

/** One message of a {@link LocalLog}; guarded by the log's lock. */
final class LogEntry {
  final @Nullable String coalesce;
  final Parcel parcel;
  @Nullable LogEntry next;
  @Nullable LogEntry previous;

  LogEntry(@Nullable String coalesce, Parcel parcel) {
    this.coalesce = coalesce;
    this.parcel = parcel;
  }
}
